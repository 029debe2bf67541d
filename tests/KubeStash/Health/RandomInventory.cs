using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Health;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Tests.Health;

/// <summary>Objects of a small, busy cluster, the same for the same seed. Few names, so that they meet.</summary>
internal sealed class RandomInventory(int seed)
{
    public static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 30, TimeSpan.Zero);

    private static readonly string[] Namespaces = ["demo", "prod"];
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string[] Sessions = ["hourly", "daily"];
    private static readonly string[] Schedules = ["0 * * * *", "30 3 * * *", "*/5 * * * *", "", "no schedule", "0 0 30 2 *"];
    private static readonly string[] Phases = ["Succeeded", "Failed", "Running", "Pending", "Skipped", ""];

    private readonly Random random = new(seed);
    private int serial;

    public BackupInventory Make() => new()
    {
        Invokers = [.. Namespaces.SelectMany(ns => Names.Select(name => BackupInvoker.Of(Configuration(ns, name))))],
        Sessions = [.. Many(60, () => Session())],
        Snapshots = [.. Many(60, () => Snapshot())],
        Restores = [.. Many(12, () => new RestoreSessionRow(Meta()) { Phase = Pick(Phases), Target = random.Next(4) == 0 ? null : Target(Pick(Names)) })],
        Verifications = [.. Many(12, () => new BackupVerificationSessionRow(Meta()) { Phase = Pick(Phases), Repository = Pick(Names), Session = Pick(Sessions) })],
        Storages = [.. Names.Select(name => new BackupStorageRow(Meta("stash", name)) { Phase = Pick(["Ready", "NotReady", ""]), TotalSize = Pick(["", "2.500 GiB"]) })],
        Repositories = [.. Many(10, () => new RepositoryRow(Meta()) { Phase = Pick(["Ready", "NotReady"]), Integrity = Pick<bool?>([true, false, null]), Storage = new ObjectKey("stash", Pick(Names)), Size = Pick(["", "10.000 MiB"]) })],
    };

    private BackupConfigurationRow Configuration(string ns, string name) => new(Meta(ns, name))
    {
        Phase = Pick(["Ready", "NotReady", "Invalid", ""]),
        Paused = random.Next(4) == 0,
        Target = Target(name),
        Sessions =
        [
            .. Sessions.Select(session => new SessionTemplate
            {
                Name = session,
                Schedule = Pick(Schedules),
                Suspended = random.Next(6) == 0,
                Repositories = [.. Many(random.Next(3), () => new SessionRepository(Pick(Names), "", "", null, null)).DistinctBy(repository => repository.Name)],
            }),
        ],
    };

    private BackupSessionRow Session() => new(Meta()) { InvokerKind = "BackupConfiguration", InvokerName = Pick(Names), Session = Pick(Sessions), Phase = Pick(Phases) };

    private SnapshotRow Snapshot() => new(Meta())
    {
        Repository = Pick(Names),
        Session = Pick(Sessions),
        Phase = Pick(Phases),
        SnapshotTime = random.Next(3) == 0 ? null : Time(),
        FailureReason = random.Next(2) == 0 ? "disk full" : null,
    };

    private static TypedObjectReference Target(string name) => new("kubedb.com", "MongoDB", "demo", name);

    private ObjectMeta Meta() => Meta(Pick(Namespaces), $"object-{serial++}");

    private ObjectMeta Meta(string ns, string name) => new() { Namespace = ns, Name = name, CreationTimestamp = Time() };

    // Mostly of the last days, now and then a long time ago.
    private DateTimeOffset Time() => Now - TimeSpan.FromSeconds(random.Next(10) == 0 ? random.Next(60 * 86400) : random.Next(3 * 86400));

    private static T[] Many<T>(int count, Func<T> make) => [.. Enumerable.Range(0, count).Select(_ => make())];

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
