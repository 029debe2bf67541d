using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;
using BackupConsole.Sandbox.Tests.ApiServer.Kinds;
using BackupConsole.Testing;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.Tests.Operators;

/// <summary>A cluster with an operator whose time the test moves; the same happens in every run.</summary>
internal sealed class OperatorWorld
{
    private static readonly KindCatalog Catalog = KindCatalog.CreateShipped(out _);
    private readonly ErrorLogger logger = new();
    private readonly double speed;
    private ControllerEngine engine;

    public OperatorWorld(double speed = 1)
    {
        this.speed = speed;
        Cluster = new FakeCluster(Time);
        engine = SandboxOperator.CreateEngine(Cluster, new OperatorOptions { Speed = speed }, logger);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 20, 8, 0, 20, TimeSpan.Zero));

    public FakeCluster Cluster { get; }

    /// <summary>Applies manifests: creates what is missing, replaces spec, data and metadata of what is there.</summary>
    public OperatorWorld Apply(string yaml)
    {
        foreach (string document in yaml.Split("\n---\n"))
        {
            JsonObject manifest = TestManifests.Read(document);
            ResourceKind kind = KindOf(manifest);
            if (Cluster.Get(kind, manifest.Key()) is null)
            {
                Cluster.Create(kind, manifest, "test");
                continue;
            }

            Cluster.Update(kind, manifest.Key(), present =>
            {
                foreach (string field in (string[])["spec", "data"])
                {
                    if (manifest[field] is { } value)
                    {
                        present[field] = value.DeepClone();
                    }
                }
            }, "test");
        }

        return this;
    }

    /// <summary>Lets time pass, doing everything as it becomes due.</summary>
    public OperatorWorld Run(double seconds)
    {
        DateTimeOffset end = Time.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        while (Step(end))
        {
        }

        Time.Advance(end - Time.GetUtcNow());
        Drain();
        Assert.Empty(logger.Errors);
        return this;
    }

    /// <summary>Lets time pass until something holds; fails when it does not within so many seconds.</summary>
    public OperatorWorld Until(Func<bool> condition, double seconds = 300)
    {
        DateTimeOffset end = Time.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        Drain();
        while (!condition())
        {
            Assert.True(Step(end) || condition(), $"Not seen within {seconds} s.\n{Describe()}");
            if (condition())
            {
                break;
            }

            // What follows at once belongs to the same moment: looked at before time goes on.
            Drain();
        }

        Assert.Empty(logger.Errors);
        return this;
    }

    /// <summary>Stops the operator and starts another, which knows only what is in the cluster.</summary>
    public OperatorWorld Restart()
    {
        engine = SandboxOperator.CreateEngine(Cluster, new OperatorOptions { Speed = speed }, logger);
        Cluster.Changes.Clear();
        foreach ((ResourceKind kind, JsonObject value) in Cluster.All())
        {
            engine.Observe(kind, value);
        }

        return this;
    }

    public JsonObject? Find(ResourceKind kind, string name, string ns = "demo") => Cluster.Get(kind, new ObjectKey(kind.Namespaced ? ns : "", name));

    public JsonObject Get(ResourceKind kind, string name, string ns = "demo") => Find(kind, name, ns) ?? throw new InvalidOperationException($"No {kind.Kind} {ns}/{name}.\n{Describe()}");

    public IReadOnlyList<JsonObject> List(ResourceKind kind, string ns = "demo") => Cluster.List(kind, ns);

    /// <summary>Sessions by age.</summary>
    public JsonObject[] Sessions => [.. List(KubeStashKinds.BackupSession).OrderBy(session => session.Created()).ThenBy(session => session.Name(), StringComparer.Ordinal)];

    public JsonObject[] Snapshots => [.. List(KubeStashKinds.Snapshot).OrderBy(snapshot => snapshot.Created())];

    public string Phase(ResourceKind kind, string name, string ns = "demo") => Find(kind, name, ns).TextOrEmpty("status", "phase");

    /// <summary>All log lines of the pods that serve an object.</summary>
    public string Logs(string invoker) => string.Join('\n', Cluster.List(CoreKinds.Pod).Where(pod => pod.Label(StashLabels.InvokerName) == invoker || pod.Name().StartsWith(invoker, StringComparison.Ordinal))
        .SelectMany(pod => pod.Objects("spec", "initContainers").Concat(pod.Objects("spec", "containers")).SelectMany(container => Cluster.Log(pod.Key(), container.TextOrEmpty("name")))));

    /// <summary>Reasons and messages of the events about an object.</summary>
    public string[] Events(string about) => [.. Cluster.List(CoreKinds.Event).Where(found => found.Text("involvedObject", "name") == about).Select(found => $"{found.Text("reason")}: {found.Text("message")}")];

    public void Annotate(ResourceKind kind, string name, string annotation, string? value)
    {
        Cluster.Update(kind, new ObjectKey("demo", name), changed =>
        {
            JsonObject annotations = changed.Child("metadata").Child("annotations");
            annotations.Remove(annotation);
            if (value is not null)
            {
                annotations[annotation] = value;
            }
        }, "test");
    }

    public void Change(ResourceKind kind, string name, Action<JsonObject> change) => Cluster.Update(kind, new ObjectKey(kind.Namespaced ? "demo" : "", name), change, "test");

    public void Delete(ResourceKind kind, string name) => Cluster.Delete(kind, new ObjectKey(kind.Namespaced ? "demo" : "", name));

    /// <summary>Starts a run by hand.</summary>
    public string Trigger(string configuration, string session, int retryLeft = 0)
    {
        string name = $"{configuration}-{session}-{Time.GetUtcNow().ToUnixTimeSeconds()}";
        JsonObject manifest = Meta.Create(KubeStashKinds.BackupSession, "demo", name);
        manifest["spec"] = new JsonObject
        {
            ["invoker"] = new JsonObject { ["apiGroup"] = "core.kubestash.com", ["kind"] = "BackupConfiguration", ["name"] = configuration },
            ["session"] = session,
            ["retryLeft"] = retryLeft,
        };
        Cluster.Create(KubeStashKinds.BackupSession, manifest, "test");
        return name;
    }

    /// <summary>A run started by hand and seen through.</summary>
    public JsonObject RunSession(string configuration = "app-backup", string session = "often", double seconds = 300)
    {
        string name = Trigger(configuration, session);
        Until(() => KubeStash.Phases.Phase.IsFinal(Phase(KubeStashKinds.BackupSession, name)), seconds);
        return Get(KubeStashKinds.BackupSession, name);
    }

    public string Describe() => string.Join('\n', Cluster.All().Where(entry => entry.Kind.Group.EndsWith("kubestash.com", StringComparison.Ordinal) || entry.Kind.Plural is "jobs" or "pods" or "cronjobs")
        .Select(entry => $"{entry.Kind.Kind} {entry.Object.Key()} {entry.Object["status"]?.ToJsonString()}"));

    private static ResourceKind KindOf(JsonObject manifest)
    {
        string apiVersion = manifest.TextOrEmpty("apiVersion");
        int slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return Catalog.FindKind(slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], manifest.TextOrEmpty("kind"))!.Resource;
    }

    private bool Step(DateTimeOffset end)
    {
        Drain();
        if (engine.NextDue is not { } due || due > end)
        {
            return false;
        }

        TimeSpan wait = due - Time.GetUtcNow();
        Time.Advance(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        engine.RunOne();
        return true;
    }

    private void Drain()
    {
        for (int rounds = 0; ; rounds++)
        {
            while (Cluster.Changes.TryDequeue(out (ResourceKind Kind, JsonObject Object) change))
            {
                engine.Observe(change.Kind, change.Object);
            }

            if (!engine.RunOne())
            {
                return;
            }

            Assert.True(rounds < 20_000, $"The operator does not come to rest.\n{Describe()}");
        }
    }

    private sealed class ErrorLogger : ILogger
    {
        public List<string> Errors { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Errors.Add($"{formatter(state, exception)}\n{exception}");
            }
        }
    }
}
