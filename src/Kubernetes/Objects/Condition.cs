namespace BackupConsole.Kubernetes.Objects;

/// <summary>One entry of <c>status.conditions</c>.</summary>
/// <param name="Type">What is stated, such as <c>BackendInitialized</c>.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">One-word cause for programs; empty when not given.</param>
/// <param name="Message">Cause for people; empty when not given.</param>
/// <param name="LastTransitionTime">When the status last changed.</param>
public sealed record Condition(string Type, string Status, string Reason, string Message, DateTimeOffset? LastTransitionTime);
