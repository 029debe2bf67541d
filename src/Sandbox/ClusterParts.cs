using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Controllers;
using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Logs;
using BackupConsole.Sandbox.ApiServer.Security;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using BackupConsole.Sandbox.Objects;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox;

/// <summary>A cluster without its listener: objects, kinds, controllers.</summary>
internal sealed class ClusterParts : IAsyncDisposable
{
    private static readonly TimeSpan CompactionInterval = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset VersionEpoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] FirstNamespaces = ["default", "kube-system", "kube-public", BootstrapAccess.ViewerNamespace];

    private readonly ControllerHost controllers;
    private readonly StateLog? log;
    private readonly ITimer? compaction;

    private ClusterParts(ClusterState state, StateLog? log, ILogger logger)
    {
        State = state;
        this.log = log;
        Writes = new(state);
        Logs = new(state.Time);
        Objects = new ClusterObjects(Writes, Logs);
        DefinitionController definitions = new(Writes, logger);
        foreach (StoredObject definition in state.Store.Read(BuiltInRules.Definitions).Objects.In(null).Where(definition => state.Runtimes.FindById(definition.Key.Name) is not null))
        {
            definitions.NoteInstalled(definition);
        }

        controllers = new(
            state.Store,
            [new GarbageCollector(Writes, logger), new NamespaceController(Writes, logger), definitions, new PodController(Writes, Logs, logger), new EventExpiry(Writes, logger)]);
        if (log is not null)
        {
            compaction = state.Time.CreateTimer(_ => Compact(logger), null, CompactionInterval, CompactionInterval);
        }
    }

    public ClusterState State { get; }

    public ObjectWrites Writes { get; }

    public PodLogs Logs { get; }

    public IClusterObjects Objects { get; }

    /// <summary>Makes a cluster, from what a folder keeps or new.</summary>
    /// <param name="directory">Folder of the objects; null to keep them in memory only.</param>
    /// <param name="webhooks">Whether KubeStash's admission webhooks run.</param>
    public static ClusterParts Create(string? directory, bool webhooks, TimeProvider time, ILogger logger)
    {
        // A thousand versions a second: no later life of the cluster begins below what an earlier one gave out.
        long first = Math.Max(1000, (long)((time.GetUtcNow() - VersionEpoch).TotalSeconds * 1000));
        if (directory is null)
        {
            return New(new ObjectStore(time, first), null, webhooks, time, logger);
        }

        (StateLog log, IReadOnlyList<(string Kind, ObjectKey Key, StoredObject? Value)> kept, long version) = StateLog.Open(directory, time);
        ObjectStore store = new(time, kept.Count > 0 ? version : first, log);
        if (kept.Count == 0)
        {
            return New(store, log, webhooks, time, logger);
        }

        store.Load(kept, version);
        KindCatalog catalog = new();
        foreach (StoredObject definition in store.Read(BuiltInRules.Definitions).Objects.In(null).Where(definition => definition.Value.Objects("status", "conditions").Any()))
        {
            catalog.Install(definition.Value);
        }

        ClusterParts parts = new(new ClusterState(store, catalog, time) { Webhooks = webhooks }, log, logger);
        parts.controllers.LookAtAll();
        return parts;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (compaction is not null)
        {
            await compaction.DisposeAsync();
        }

        await controllers.DisposeAsync();
        log?.Dispose();
    }

    private static ClusterParts New(ObjectStore store, StateLog? log, bool webhooks, TimeProvider time, ILogger logger)
    {
        KindCatalog catalog = KindCatalog.CreateShipped(out IReadOnlyList<JsonObject> definitions);
        ClusterState state = new(store, catalog, time) { Webhooks = webhooks };
        ObjectCreation creation = new ObjectWrites(state).Creation;
        WriteContext context = new() { Manager = "sandbox" };
        foreach (string name in FirstNamespaces)
        {
            creation.Create(Kind("", "namespaces"), null, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = name } }, [], context);
        }

        foreach ((string plural, JsonObject value) in BootstrapAccess.Objects())
        {
            creation.Create(Kind("rbac.authorization.k8s.io", plural), value.Text("metadata", "namespace"), value, [], context);
        }

        KindDefinition kind = Kind("apiextensions.k8s.io", "customresourcedefinitions");
        foreach (JsonObject definition in definitions)
        {
            // The catalogue keeps what it read: the stored definition is another tree.
            creation.Create(kind, null, ObjectTexts.Copy(definition), [], context);
        }

        ClusterParts parts = new(state, log, logger);
        parts.controllers.LookAtAll();
        return parts;

        KindDefinition Kind(string group, string plural) => catalog.Find(group, "v1", plural)!;
    }

    private void Compact(ILogger logger)
    {
        try
        {
            if (log!.IsLong)
            {
                log.Compact(State.Store);
            }
        }
        catch (IOException full)
        {
            logger.LogWarning(full, "The sandbox's log could not be made shorter; it grows on.");
        }
    }
}
