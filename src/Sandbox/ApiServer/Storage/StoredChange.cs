using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>One change of the store.</summary>
/// <param name="Type">Added, modified or deleted.</param>
/// <param name="Version">Version of the store by this change.</param>
/// <param name="Object">The object afterwards; of a deletion its last state, with the deletion's version.</param>
/// <param name="Before">The object before; null when it is new.</param>
/// <param name="After">All objects of the kind after this change.</param>
internal sealed record StoredChange(WatchEventType Type, long Version, StoredObject Object, StoredObject? Before, ObjectSet After);
