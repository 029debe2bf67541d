using System.Collections.Immutable;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Informers;

/// <summary>What became of one object between two snapshots.</summary>
/// <typeparam name="T">The row record.</typeparam>
/// <param name="Key">Which object.</param>
/// <param name="Before">Its row in the earlier snapshot; <c>null</c> when it is new.</param>
/// <param name="After">Its row in the later snapshot; <c>null</c> when it is gone.</param>
public readonly record struct StoreChange<T>(ObjectKey Key, T? Before, T? After)
    where T : class, IRow;

/// <summary>What happened since the batch before, or since the subscription's first snapshot.</summary>
/// <typeparam name="T">The row record.</typeparam>
/// <param name="Snapshot">The store afterwards.</param>
/// <param name="Changes">Each changed object once; empty when only the state or the malformed objects changed.</param>
/// <param name="Reset">Whether batches were dropped because the subscriber was too slow: start again from <paramref name="Snapshot"/>.</param>
public sealed record StoreBatch<T>(StoreSnapshot<T> Snapshot, ImmutableArray<StoreChange<T>> Changes, bool Reset)
    where T : class, IRow;
