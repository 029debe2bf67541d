namespace BackupConsole.Sandbox.ApiServer.Kinds.Model;

/// <summary>A part of a kind with a URL of its own, such as <c>status</c>, <c>scale</c> or <c>log</c>.</summary>
/// <param name="Name">Last part of the URL.</param>
/// <param name="Group">API group of what is read and written there.</param>
/// <param name="Version">API version of what is read and written there.</param>
/// <param name="Kind">Kind of what is read and written there.</param>
/// <param name="Verbs">What may be done.</param>
internal sealed record Subresource(string Name, string Group, string Version, string Kind, IReadOnlyList<string> Verbs)
{
    /// <summary>Name of the status subresource.</summary>
    public const string StatusName = "status";

    /// <summary>Name of the scale subresource.</summary>
    public const string ScaleName = "scale";

    /// <summary>The status subresource of a kind.</summary>
    public static Subresource StatusOf(string group, string version, string kind) => new(StatusName, group, version, kind, KindVerbs.ReadAndChange);

    /// <summary>The scale subresource of a workload.</summary>
    public static Subresource Scale { get; } = new(ScaleName, "autoscaling", "v1", "Scale", KindVerbs.ReadAndChange);
}
