using BackupConsole.KubeStash.Storage;

namespace BackupConsole.KubeStash.Health;

/// <summary>How much a storage holds.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Size">The size it tells, else the sum over its repositories; <c>null</c> when none is known.</param>
/// <param name="Repositories">Repositories that refer to it.</param>
public sealed record StorageUse(BackupStorageRow Storage, BackupSize? Size, int Repositories)
{
    /// <summary>Every storage of an inventory, in its order.</summary>
    public static IReadOnlyList<StorageUse> Of(BackupInventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        ILookup<Kubernetes.Objects.ObjectKey?, RepositoryRow> byStorage = inventory.Repositories.ToLookup(row => row.Storage);
        return [.. inventory.Storages.Select(row => new StorageUse(row, SizeOf(row, byStorage[row.Key]), byStorage[row.Key].Count()))];
    }

    /// <summary>The size a storage tells, else the sum over its repositories; <c>null</c> when none is known.</summary>
    public static BackupSize? SizeOf(BackupStorageRow storage, IEnumerable<RepositoryRow> repositories)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return BackupSize.TryParse(storage.TotalSize, out BackupSize told) ? told : BackupSize.Sum(repositories.Select(row => row.Size));
    }
}
