using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Tests.Operators;

/// <summary>Short ways to read and change what tests of the operator look at.</summary>
internal static class WorldReading
{
    /// <summary>Status, reason and message of a condition; nulls when it is not there.</summary>
    public static (string? Status, string? Reason, string? Message) Condition(this JsonObject source, string type)
    {
        JsonObject? condition = Conditions.Find(source["status"], type);
        return (condition.Text("status"), condition.Text("reason"), condition.Text("message"));
    }

    /// <summary>The conditions as <c>Type=Status</c>, in their order.</summary>
    public static string ConditionList(this JsonObject source) =>
        string.Join(' ', source.Objects("status", "conditions").Select(condition => $"{condition.Text("type")}={condition.Text("status")}"));

    public static string Phase(this JsonObject source) => source.TextOrEmpty("status", "phase");

    /// <summary>Makes a Secret, or gives it other values.</summary>
    public static OperatorWorld Secret(this OperatorWorld world, string name, params (string Key, string Value)[] values)
    {
        string data = string.Join(", ", values.Select(entry => $"{entry.Key}: {Convert.ToBase64String(Encoding.UTF8.GetBytes(entry.Value))}"));
        return world.Apply($"apiVersion: v1\nkind: Secret\nmetadata: {{ name: {name}, namespace: demo }}\ndata: {{ {data} }}");
    }

    /// <summary>The configuration's storage accepts or refuses the credentials from now on.</summary>
    public static OperatorWorld Credentials(this OperatorWorld world, string secret) => world.Secret("s3-secret", ("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", secret));

    /// <summary>Changes the only session of the configuration that tests start from.</summary>
    public static OperatorWorld ChangeSession(this OperatorWorld world, Action<JsonObject> change)
    {
        world.Change(KubeStashKinds.BackupConfiguration, "app-backup", configuration => change(configuration["spec"]!["sessions"]![0]!.AsObject()));
        return world;
    }

    /// <summary>Lets the configuration become ready and its first run end well.</summary>
    public static OperatorWorld AfterFirstRun(this OperatorWorld world) => world.Until(() => world.Sessions is [{ } first] && first.Phase() == KubeStash.Phases.Phase.Succeeded, 120);

    /// <summary>The only one of a kind in the namespace.</summary>
    public static JsonObject Only(this OperatorWorld world, ResourceKind kind) => world.List(kind).Single();

    public static JsonObject Session(this OperatorWorld world, string name) => world.Get(KubeStashKinds.BackupSession, name);

    /// <summary>The Snapshot a run made in a repository.</summary>
    public static JsonObject SnapshotOf(this OperatorWorld world, JsonObject session, string repository = "app-repo") =>
        world.Snapshots.Single(snapshot => snapshot.Text("spec", "backupSession") == session.Name() && snapshot.Text("spec", "repository") == repository);

    /// <summary>Lets a run come to its end.</summary>
    public static JsonObject Finish(this OperatorWorld world, string session, double seconds = 300)
    {
        world.Until(() => KubeStash.Phases.Phase.IsFinal(world.Phase(KubeStashKinds.BackupSession, session)), seconds);
        return world.Session(session);
    }

    /// <summary>Starts a run by hand with what the configuration's own runs would have.</summary>
    public static string Start(this OperatorWorld world, int retryLeft = 0, string? timeout = null, string configuration = "app-backup", string session = "often")
    {
        string name = $"{configuration}-{session}-{world.Time.GetUtcNow().ToUnixTimeSeconds()}";
        JsonObject manifest = Meta.Create(KubeStashKinds.BackupSession, "demo", name);
        manifest["spec"] = new JsonObject
        {
            ["invoker"] = new JsonObject { ["apiGroup"] = "core.kubestash.com", ["kind"] = "BackupConfiguration", ["name"] = configuration },
            ["session"] = session,
            ["retryLeft"] = retryLeft,
        };
        if (timeout is not null)
        {
            manifest["spec"]!["backupTimeout"] = timeout;
        }

        world.Cluster.Create(KubeStashKinds.BackupSession, manifest, "test");
        return name;
    }

    /// <summary>Lets the schedule be out of the way, so that only runs made by hand happen.</summary>
    public static OperatorWorld WithoutSchedule(this OperatorWorld world) => world.ChangeSession(session => session["scheduler"]!["suspend"] = true);

    public static JsonObject[] JobsOf(this OperatorWorld world, string component) =>
        [.. world.List(CoreKinds.Job).Where(job => job.Label(StashLabels.Component) == component)];

    public static JsonNode Json(string text) => JsonNode.Parse(text)!;
}
