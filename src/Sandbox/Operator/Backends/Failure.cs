namespace BackupConsole.Sandbox.Operator.Backends;

/// <summary>One way in which the work of a tool fails.</summary>
/// <param name="Name">Short name, unique in <see cref="Failures"/>.</param>
/// <param name="Log">What the tool prints, besides its own last line.</param>
/// <param name="Error">What ends up in a component's <c>error</c> or a condition's message.</param>
/// <param name="ExitCode">How the container ends.</param>
/// <param name="PodReason">Reason of the container's end; null when its exit code says it all.</param>
/// <param name="LeavesComponent">Whether the tool still gets to write down how its component went; false when it is killed.</param>
/// <param name="Patience">How long, in seconds at speed 1, the tool waits before it gives up.</param>
internal sealed record Failure(
    string Name, IReadOnlyList<string> Log, string Error, int ExitCode = 1, string? PodReason = null, bool LeavesComponent = true, double Patience = 0);
