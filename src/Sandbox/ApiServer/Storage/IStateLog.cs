namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>Keeps the changes of a store beyond the life of the process.</summary>
internal interface IStateLog
{
    /// <summary>Keeps a change. Called in order, with the store's lock held.</summary>
    void Append(string kind, StoredChange change);
}
