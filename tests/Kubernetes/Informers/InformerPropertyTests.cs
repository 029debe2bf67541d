using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.Kubernetes.Tests.Informers;

/// <summary>
/// Whatever happens to a server and to the connections to it, and in whichever order: once it is over, the store equals the server.
/// Every case is decided by its values alone, so a failing one is the same again; change the seed to try others.
/// </summary>
public sealed class InformerPropertyTests
{
    private const ulong Seed = 20261120;

    public enum Deed
    {
        Put,
        Delete,
        Replace,
        PutMalformed,
        Cut,
        CutOne,
        End,
        Expire,
        ExpireInStream,
        Restart,
        RefuseLists,
        BreakLists,
        Heal,
        Repeat,
        RepeatMany,
        Bookmark,
        LagCache,
        ReadViews,
        ReadBatches,
        Step,
        Wait,
    }

    public sealed record Operation(Deed Deed, int A, int B)
    {
        public override string ToString() => $"{Deed}({A}, {B})";
    }

    public sealed record History(int Seed, int Scope, bool Streaming, bool ExpiresInStream, int BatchSize, Operation[] Operations)
    {
        public override string ToString() =>
            $"seed {Seed}, scope {Scope}, streaming {Streaming}, in stream {ExpiresInStream}, batch {BatchSize}: {string.Join("; ", Operations.Select(operation => operation.ToString()))}";
    }

    [Fact]
    public void A_store_ends_equal_to_the_server_after_any_history()
    {
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400).WithStartSize(5).WithEndSize(120).WithReplay(Seed, 1),
            Prop.ForAll(Histories(), Run));
    }

    private static Arbitrary<History> Histories()
    {
        Gen<Deed> deeds = Gen.Frequency(
            (10, Gen.Constant(Deed.Put)),
            (4, Gen.Constant(Deed.Delete)),
            (5, Gen.Constant(Deed.Step)),
            (4, Gen.Constant(Deed.Wait)),
            (25, Gen.Elements(Enum.GetValues<Deed>())));
        Gen<Operation> operations =
            from deed in deeds
            from a in Gen.Choose(0, 999)
            from b in Gen.Choose(0, 999)
            select new Operation(deed, a, b);
        Gen<History> histories =
            from seed in Gen.Choose(1, 1_000_000)
            from scope in Gen.Choose(0, 2)
            from streaming in Gen.Elements(true, false)
            from inStream in Gen.Elements(true, false)
            from batch in Gen.Choose(1, 20)
            from list in operations.ArrayOf()
            select new History(seed, scope, streaming, inStream, batch, list);
        return Arb.From(histories, Smaller);
    }

    /// <summary>Leaves out half of the operations, a quarter, and so on down to one: enough to make a failing case readable.</summary>
    private static IEnumerable<History> Smaller(History failing)
    {
        for (int size = (failing.Operations.Length + 1) / 2; size > 0; size /= 2)
        {
            for (int from = 0; from < failing.Operations.Length; from += size)
            {
                yield return failing with { Operations = [.. failing.Operations.Take(from), .. failing.Operations.Skip(from + size)] };
            }
        }
    }

    private static void Run(History history)
    {
        InformerScope scope = history.Scope switch { 0 => InformerScope.All, 1 => InformerScope.Of("ns-0"), _ => InformerScope.Of("ns-0", "ns-1") };
        ModelServer server = new() { StreamingLists = history.Streaming, ExpiresInStream = history.ExpiresInStream };
        InformerOptions options = new() { BatchSize = history.BatchSize, SubscriberCapacity = 4, MaxIndexes = 6 };
        using InformerHarness harness = new(scope, server, options, history.Seed);
        harness.Informer.Start();
        using Replayer eager = new(harness.Informer.Store);
        using Replayer lazy = new(harness.Informer.Store);
        foreach (Operation operation in history.Operations)
        {
            Do(operation, harness, lazy);
            eager.Read();
        }

        Heal(server);
        bool isQuiet = false;
        for (int i = 0; i < 200 && !isQuiet; i++)
        {
            harness.Advance(1);
            isQuiet = harness.State.Scopes.All(part => part.Phase == InformerPhase.Live);
        }

        Assert.True(isQuiet, $"It is still {harness.State.Phase}: {harness.State.Problem?.Message}");
        harness.Advance(1);
        Compare(harness, key => scope.IsAll || scope.Namespaces.Contains(key.Namespace));
        eager.AssertEqualTo(harness.Snapshot);
        lazy.AssertEqualTo(harness.Snapshot);
        harness.End();
        Assert.Equal(0, harness.Clock.ActiveTimers);
    }

    private static void Compare(InformerHarness harness, Func<ObjectKey, bool> inScope)
    {
        harness.AssertEqualToServer(inScope);
        StoreSnapshot<TestRow> snapshot = harness.Snapshot;
        TestRow[] rows = [.. harness.Server.Rows.Where(row => inScope(row.Key))];
        Assert.Equal(rows.Length, snapshot.Count);
        Assert.Equal(rows.OrderBy(row => row.Color, StringComparer.Ordinal).ThenBy(row => row.Key), snapshot.OrderedBy("color"));
        Assert.Equal(rows.OrderBy(row => row.Size).ThenBy(row => row.Key).Reverse(), snapshot.OrderedBy("size", descending: true));
        Assert.Equal(rows.Select(row => row.Key.Namespace).Distinct(), snapshot.Namespaces());
        Assert.All(rows, row => Assert.Same(row, snapshot.Find(row.Key)));
        foreach (string ns in new[] { "ns-0", "ns-1", "ns-2", "other" })
        {
            TestRow[] inNamespace = [.. rows.Where(row => row.Key.Namespace == ns)];
            Assert.Equal(inNamespace, snapshot.OrderedBy("key", ns));
            Assert.Equal(inNamespace.OrderBy(row => row.Size).ThenBy(row => row.Key), snapshot.OrderedBy("size", ns));
        }

        foreach (string color in new[] { "red", "green", "blue", "none", "other" })
        {
            Assert.Equal(rows.Where(row => row.Color == color && color != "none"), snapshot.Linked("color", new ObjectKey(string.Empty, color)));
        }

        foreach (char digit in "0123456789")
        {
            Assert.Equal(
                rows.Where(row => row.Size.ToString(System.Globalization.CultureInfo.InvariantCulture).Contains(digit, StringComparison.Ordinal)),
                snapshot.Linked("digits", new ObjectKey("d", digit.ToString())));
        }
    }

    private static void Do(Operation operation, InformerHarness harness, Replayer lazy)
    {
        ModelServer server = harness.Server;
        string ns = $"ns-{operation.A % 3}";
        string name = $"thing-{operation.A / 3 % 9}";
        string[] colors = ["red", "green", "blue", "none"];
        switch (operation.Deed)
        {
            case Deed.Put:
                server.Put(ns, name, colors[operation.B % 4], operation.B % 50);
                break;
            case Deed.Delete:
                server.Delete(ns, name);
                break;
            case Deed.Replace:
                server.Delete(ns, name);
                server.Put(ns, name, colors[operation.B % 4], operation.B % 50);
                break;
            case Deed.PutMalformed:
                server.PutMalformed(ns, name);
                break;
            case Deed.Repeat:
                Repeat(server, operation.A, 1);
                break;
            case Deed.RepeatMany:
                Repeat(server, operation.A, operation.B % 10);
                break;
            case Deed.ReadViews:
                _ = harness.Snapshot.OrderedBy(operation.A % 2 == 0 ? "color" : "size", operation.B % 2 == 0 ? null : ns).Count;
                _ = harness.Snapshot.Linked(operation.A % 2 == 0 ? "color" : "digits", new ObjectKey(string.Empty, "red")).Count;
                break;
            case Deed.ReadBatches:
                lazy.Read();
                break;
            case Deed.Step:
                harness.Scheduler.RunSome(operation.A % 30);
                break;
            case Deed.Wait:
                harness.Advance(TimeSpan.FromMilliseconds(operation.A % 4 == 0 ? operation.B * 100 : operation.B));
                break;
            default:
                Disturb(operation, server);
                break;
        }
    }

    private static void Disturb(Operation operation, ModelServer server)
    {
        switch (operation.Deed)
        {
            case Deed.Cut:
                server.CutAll(new IOException("cut"));
                break;
            case Deed.CutOne when server.Streams.Count > 0:
                server.Streams[operation.A % server.Streams.Count].Fail(new HttpRequestException("cut"));
                break;
            case Deed.End:
                server.EndAll();
                break;
            case Deed.Expire:
                server.Compact();
                server.CutAll(new IOException("cut"));
                break;
            case Deed.ExpireInStream:
                server.Compact();
                server.CutAll(ModelServer.Refusal(410, "Expired"));
                break;
            case Deed.Restart:
                int left = operation.A % 6;
                int code = operation.B % 4;
                server.Allowed = false;
                server.Served = false;
                server.Fault = _ => --left < 0 ? null : code == 0 ? new HttpRequestException("refused") : ModelServer.Refusal(code switch { 1 => 403, 2 => 404, _ => 503 });
                server.CutAll(new IOException("cut"));
                break;
            case Deed.RefuseLists:
                int lists = operation.A % 3;
                server.Fault = verb => verb == "list" && --lists >= 0 ? ModelServer.Refusal(500) : null;
                break;
            case Deed.BreakLists:
                int rows = operation.A % 10;
                server.ListBreaks = () => --rows == 0 ? new IOException("broke off") : null;
                break;
            case Deed.LagCache:
                server.CacheLag = operation.A % 5;
                break;
            case Deed.Bookmark:
                server.Bookmark();
                break;
            case Deed.Heal:
                Heal(server);
                break;
        }
    }

    private static void Heal(ModelServer server)
    {
        server.Fault = _ => null;
        server.ListBreaks = () => null;
        server.Allowed = true;
        server.Served = true;
        server.CacheLag = 0;
    }

    /// <summary>Sends events a second time that a stream has sent since it was filled.</summary>
    private static void Repeat(ModelServer server, int which, int count)
    {
        foreach (ModelStream stream in server.Streams)
        {
            WatchEvent<TestRow>[] again = [.. stream.Sent.Skip(stream.Initial)];
            for (int i = 0; i < count && again.Length > 0; i++)
            {
                stream.Send(again[(which + i) % again.Length]);
            }
        }
    }

    /// <summary>Follows a subscription the way a page does, and checks that it fits together.</summary>
    private sealed class Replayer : IDisposable
    {
        private readonly StoreSubscription<TestRow> subscription;
        private readonly Dictionary<ObjectKey, TestRow> rows = [];
        private long version;

        public Replayer(Store<TestRow> store)
        {
            subscription = store.Subscribe();
            Restart(subscription.Initial);
        }

        public void Read()
        {
            while (subscription.Batches.TryRead(out StoreBatch<TestRow>? batch))
            {
                if (batch.Reset)
                {
                    Restart(batch.Snapshot);
                    continue;
                }

                Assert.Equal(version + 1, batch.Snapshot.Version);
                version = batch.Snapshot.Version;
                foreach (StoreChange<TestRow> change in batch.Changes)
                {
                    Assert.Same(rows.GetValueOrDefault(change.Key), change.Before);
                    rows.Remove(change.Key);
                    if (change.After is not null)
                    {
                        rows.Add(change.Key, change.After);
                    }
                }

                Assert.Equal(batch.Snapshot.Count, rows.Count);
            }
        }

        public void AssertEqualTo(StoreSnapshot<TestRow> snapshot)
        {
            Read();
            Assert.Equal(snapshot.OrderedBy("key"), rows.Values.OrderBy(row => row.Key));
        }

        public void Dispose() => subscription.Dispose();

        private void Restart(StoreSnapshot<TestRow> snapshot)
        {
            rows.Clear();
            foreach (TestRow row in snapshot.OrderedBy("key"))
            {
                rows.Add(row.Key, row);
            }

            version = snapshot.Version;
        }
    }
}
