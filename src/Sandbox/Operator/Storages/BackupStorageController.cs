using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Backends;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Storages;

/// <summary>
/// BackupStorages: finds the Secret, opens the backend, adds up what is in it. A storage that was opened stays initialised until its spec changes:
/// credentials that go bad later are found out by whoever uses them, as nobody looks at the backend in between.
/// </summary>
internal sealed class BackupStorageController(OperatorContext context, SimulatedBackends backends, JobLauncher jobs) : IController
{
    private const double InitSeconds = 2;
    private static readonly ResourceKind Kind = KubeStashKinds.BackupStorage;
    private readonly StorageRemoval removal = new(context, backends, jobs);

    /// <inheritdoc />
    public string Name => "backupstorages";

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches =>
    [
        WatchedKind.Own(Kind),
        new WatchedKind(KubeStashKinds.Repository, repository => [StorageKey(repository)]),
        new WatchedKind(CoreKinds.Secret, StoragesOf),
        new WatchedKind(CoreKinds.Job, job => job.Label(StashLabels.InvokerKind) == Kind.Kind ? [new ObjectKey(job.Namespace(), job.Label(StashLabels.InvokerName) ?? "")] : []),
    ];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (context.Get(Kind, key) is not { } storage)
        {
            return null;
        }

        if (storage.IsDeleting())
        {
            return storage.HasFinalizer() ? removal.Continue(storage) : null;
        }

        context.AddFinalizer(Kind, storage);
        TimeSpan wait = context.Remaining(storage.Created(), InitSeconds);
        if (wait > TimeSpan.Zero && storage["status"] is null)
        {
            return wait;
        }

        if (backends.MissingSecret(storage) is { } secret)
        {
            Report(storage, status => Conditions.Set(status, "BackendSecretFound", false, "BackendSecretNotAvailable", Failures.SecretMissing(secret).Error, context.Now));
            Sum(storage);
            return context.Recheck;
        }

        bool initialised = Conditions.Find(storage["status"], "BackendInitialized") is { } condition
            && condition.Text("status") == "True" && (condition.Number("observedGeneration") ?? storage.Generation()) == storage.Generation();
        TimeSpan? next = initialised ? ReportOpened(storage) : Initialise(storage);
        Sum(context.Get(Kind, key) ?? storage);
        return next;
    }

    private static ObjectKey StorageKey(JsonObject repository) =>
        new(Targets.NamespaceOf(repository.At("spec", "storageRef"), repository.Namespace()), repository.TextOrEmpty("spec", "storageRef", "name"));

    private IEnumerable<ObjectKey> StoragesOf(JsonObject secret) => context.Cluster.List(Kind, secret.Namespace())
        .Where(storage => new StorageSettings(storage).Secret == secret.Name())
        .Select(storage => storage.Key());

    private TimeSpan? Initialise(JsonObject storage)
    {
        string? problem = backends.Open(storage)?.Error;
        if (new StorageSettings(storage).IsLocal)
        {
            (JsonObject? job, string missing) = InitializerJob(storage);
            if (job is not null && !JobProgress.IsFinished(job))
            {
                return null;
            }

            problem = job is null ? missing : JobProgress.HasFailed(job) ? jobs.FailureOf(job) : null;
        }

        if (problem is not null)
        {
            Report(storage, status =>
            {
                SecretFound(status, storage);
                Conditions.Set(status, "BackendInitialized", false, "BackendInitializationFailed", problem, context.Now, storage.Generation());
            });
            return context.Recheck;
        }

        backends.Register(storage);
        BringBack(storage);
        return ReportOpened(storage);
    }

    // A Job made for an earlier spec says nothing about this one.
    private (JsonObject? Job, string Problem) InitializerJob(JsonObject storage)
    {
        string name = BackupConsole.KubeStash.Names.GeneratedNames.Join("init", storage.Name());
        string generation = storage.Generation().ToString(CultureInfo.InvariantCulture);
        if (context.Get(CoreKinds.Job, storage.Namespace(), name) is { } old && old.Annotation(JobManifest.GenerationAnnotation) != generation)
        {
            jobs.Remove(old);
        }

        return jobs.Ensure(StorageJobs.Initializer(storage, name));
    }

    private TimeSpan? ReportOpened(JsonObject storage)
    {
        Report(storage, status =>
        {
            Conditions.Set(status, "BackendInitialized", true, "BackendInitializationSucceeded", "Successfully initialized backend.", context.Now, storage.Generation());
            SecretFound(status, storage);
        });
        return null;
    }

    private void SecretFound(JsonObject status, JsonObject storage)
    {
        StorageSettings settings = new(storage);
        if (!settings.IsLocal && settings.Secret.Length > 0)
        {
            Conditions.Set(status, "BackendSecretFound", true, "BackendSecretAvailable", "Backend secret exists.", context.Now);
        }
        else
        {
            Conditions.Remove(status, "BackendSecretFound");
        }
    }

    private void Report(JsonObject storage, Action<JsonObject> change)
    {
        bool wasReady = storage.Text("status", "phase") == Phase.Ready;
        JsonObject? reported = context.SetStatus(Kind, storage.Key(), status =>
        {
            change(status);
            status["phase"] = BackupStoragePhase.Of(status);
        });
        JsonObject? bad = reported?["status"].Objects("conditions").FirstOrDefault(condition => condition.Text("status") == "False");
        if (bad is not null && (wasReady || Conditions.Find(storage["status"], bad.TextOrEmpty("type")).Text("message") != bad.Text("message")))
        {
            context.Events.Warning(Kind, storage, bad.TextOrEmpty("reason"), bad.TextOrEmpty("message"), Managers.Operator);
        }
    }

    // Data that outlived their objects come back when the place is opened again.
    private void BringBack(JsonObject storage)
    {
        foreach (JsonObject repository in backends.Memory.ListArchived(new StorageSettings(storage).Place).ToArray())
        {
            if (context.Get(KubeStashKinds.Repository, repository.Key()) is null && context.Get(CoreKinds.Namespace, "", repository.Namespace()) is not null)
            {
                JsonObject back = (JsonObject)repository.DeepClone();
                back["spec"]!["storageRef"] = new JsonObject { ["name"] = storage.Name(), ["namespace"] = storage.Namespace() };
                context.Ensure(KubeStashKinds.Repository, back);
            }
        }
    }

    private void Sum(JsonObject storage)
    {
        JsonObject[] repositories =
        [
            .. context.Cluster.List(KubeStashKinds.Repository).Where(repository => StorageKey(repository) == storage.Key() && Conditions.IsTrue(repository["status"], "RepositoryInitialized"))
                .OrderBy(repository => repository.Created()).ThenBy(repository => repository.Key()),
        ];
        context.SetStatus(Kind, storage.Key(), status =>
        {
            status.Remove("repositories");
            status.Remove("totalSize");
            if (repositories.Length == 0)
            {
                return;
            }

            JsonArray list = [];
            foreach (JsonObject repository in repositories)
            {
                list.Add((JsonNode)new JsonObject
                {
                    ["name"] = repository.Name(),
                    ["namespace"] = repository.Namespace(),
                    ["path"] = repository.Text("spec", "path"),
                    ["size"] = repository.TextOrEmpty("status", "size"),
                    ["synced"] = true,
                });
            }

            status["repositories"] = list;
            status["totalSize"] = (BackupSize.Sum(repositories.Select(repository => repository.Text("status", "size"))) ?? default).ToString();
        });
    }
}
