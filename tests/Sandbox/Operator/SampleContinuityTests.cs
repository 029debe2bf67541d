using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.SampleData.Model;
using BackupConsole.Sandbox.Tests.SampleData;

namespace BackupConsole.Sandbox.Tests.Operators;

/// <summary>The operator goes on where the start data end: nobody can tell from the objects which runs it made.</summary>
public sealed class SampleContinuityTests
{
    private readonly OperatorWorld world = new();

    public SampleContinuityTests()
    {
        // Two namespaces are enough, and all of them are a lot for a cluster that knows no index.
        foreach (SampleObject sample in Data.Fresh("2026-11-20T08:00:20Z").Objects.Where(sample => sample.Key.Namespace is "" or "demo" or "stash" or "kubestash" && sample.Kind != CoreKinds.Event))
        {
            JsonObject value = (JsonObject)sample.Manifest.DeepClone();
            if (sample.Status is not null)
            {
                value["status"] = sample.Status.DeepClone();
            }

            world.Cluster.Import(sample.Kind, value);
        }

        world.Restart();
    }

    [Fact]
    public void The_operator_finds_the_company_as_it_was_left()
    {
        Dictionary<string, string> before = Phases();
        world.Run(20);
        Dictionary<string, string> after = Phases();
        Assert.Empty(before.Where(entry => after.TryGetValue(entry.Key, out string? phase) && phase != entry.Value).Select(entry => $"{entry.Key}: {entry.Value} is now {after[entry.Key]}"));
        Assert.DoesNotContain(before.Keys, key => !key.StartsWith("BackupSession", StringComparison.Ordinal) && !key.StartsWith("Snapshot", StringComparison.Ordinal) && !after.ContainsKey(key));
    }

    [Theory]
    [InlineData("demo", "mongodb", "full-backup", "mongodb-repo")]
    public void A_new_run_has_the_names_labels_and_fields_of_those_before(string ns, string configuration, string session, string repository)
    {
        JsonObject old = Runs(ns, configuration, session).Last(run => run.Phase() == "Succeeded" && run.Label(StashLabels.InvokerName) is not null);
        HashSet<string> known = [.. Runs(ns, configuration, session).Select(run => run.Name())];
        world.Until(() => Runs(ns, configuration, session).Any(run => !known.Contains(run.Name()) && run.Phase() == "Succeeded"), 1200);
        JsonObject made = Runs(ns, configuration, session).First(run => !known.Contains(run.Name()) && run.Phase() == "Succeeded");
        world.Until(() => Conditions.IsTrue(Find(CoreKinds.Job, $"retentionpolicy-{made.Name()}")["status"], "Complete"), 30);
        Same(old, made);
        Same(Snapshot(old), Snapshot(made));
        Same(Find(CoreKinds.Job, old.Name()), Find(CoreKinds.Job, made.Name()));
        Same(Find(CoreKinds.Job, $"retentionpolicy-{old.Name()}"), Find(CoreKinds.Job, $"retentionpolicy-{made.Name()}"));
        foreach (ResourceKind kind in (ResourceKind[])[CoreKinds.ServiceAccount, CoreKinds.RoleBinding])
        {
            Same(Find(kind, old.Name()), Find(kind, made.Name()));
            Same(Find(kind, $"retentionpolicy-{old.Name()}"), Find(kind, $"retentionpolicy-{made.Name()}"));
        }

        JsonObject Find(ResourceKind kind, string name) => world.Get(kind, name, ns);

        JsonObject Snapshot(JsonObject run) => Find(KubeStashKinds.Snapshot, $"{repository}-{run.Name()}");
    }

    private JsonObject[] Runs(string ns, string configuration, string session) => [.. world.Cluster.List(KubeStashKinds.BackupSession, ns)
        .Where(run => run.Text("spec", "invoker", "name") == configuration && run.Text("spec", "session") == session).OrderBy(run => run.Created())];

    private Dictionary<string, string> Phases() => world.Cluster.All().Where(entry => entry.Kind.Group.EndsWith("kubestash.com", StringComparison.Ordinal))
        .ToDictionary(entry => $"{entry.Kind.Kind} {entry.Object.Key()}", entry => entry.Object.Phase());

    private static void Same(JsonObject old, JsonObject made)
    {
        string[] before = [.. Paths(old, "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] after = [.. Paths(made, "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] differences = [.. before.Except(after, StringComparer.Ordinal).Select(path => "no longer " + path), .. after.Except(before, StringComparer.Ordinal).Select(path => "now " + path)];
        Assert.True(differences.Length == 0, $"{made.Text("kind")} {made.Name()}: {string.Join(", ", differences)}");
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.Where(field => field.Key is not ("managedFields" or "resourceVersion" or "generation")).SelectMany(field => Paths(field.Value, $"{path}.{field.Key}")),
        JsonArray list => list.SelectMany(item => Paths(item, path + "[]")),
        _ => [path],
    };
}
