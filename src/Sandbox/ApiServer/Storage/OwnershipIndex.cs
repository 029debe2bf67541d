namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>Which objects live, by uid, and which name which as their owner. Changed under the store's lock only.</summary>
internal sealed class OwnershipIndex
{
    private readonly Dictionary<string, ObjectAddress> live = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<ObjectAddress>> dependents = new(StringComparer.Ordinal);

    /// <summary>Where the object of a uid is; null when it does not live.</summary>
    public ObjectAddress? Find(string uid) => live.TryGetValue(uid, out ObjectAddress address) ? address : null;

    /// <summary>Who names a uid as owner.</summary>
    public IReadOnlyList<ObjectAddress> DependentsOf(string uid) => dependents.TryGetValue(uid, out HashSet<ObjectAddress>? found) ? [.. found] : [];

    /// <summary>Follows a change of an object.</summary>
    public void Update(string kind, StoredObject? before, StoredObject? after)
    {
        if (before is not null)
        {
            ObjectAddress address = new(kind, before.Key);
            live.Remove(before.Uid);
            foreach (OwnerLink owner in before.Owners)
            {
                if (dependents.TryGetValue(owner.Uid, out HashSet<ObjectAddress>? found) && found.Remove(address) && found.Count == 0)
                {
                    dependents.Remove(owner.Uid);
                }
            }
        }

        if (after is not null)
        {
            ObjectAddress address = new(kind, after.Key);
            live[after.Uid] = address;
            foreach (OwnerLink owner in after.Owners)
            {
                if (!dependents.TryGetValue(owner.Uid, out HashSet<ObjectAddress>? found))
                {
                    dependents[owner.Uid] = found = [];
                }

                found.Add(address);
            }
        }
    }
}
