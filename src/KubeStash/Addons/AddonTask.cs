using System.Collections.Immutable;

namespace BackupConsole.KubeStash.Addons;

/// <summary>A task that an Addon offers.</summary>
/// <param name="Name">Name, which sessions refer to.</param>
/// <param name="Function">The Function it runs (cluster-scoped); empty for volume snapshots.</param>
/// <param name="Driver">What stores the data, such as Restic; empty when not written.</param>
/// <param name="Parameters">What it can be told.</param>
public sealed record AddonTask(string Name, string Function, string Driver, ImmutableArray<AddonParameter> Parameters);

/// <summary>A parameter of a task.</summary>
/// <param name="Name">Name, the key below <c>params</c>.</param>
/// <param name="Usage">What it is for, in the addon's words.</param>
/// <param name="Required">Whether a task without it fails.</param>
/// <param name="Default">What it is when not given; empty for nothing.</param>
public sealed record AddonParameter(string Name, string Usage, bool Required, string Default);
