using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Names;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Backends;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Snapshots;

namespace BackupConsole.Sandbox.Operator.Sessions;

/// <summary>Writes the part of an executor's script that backs one component up to one repository.</summary>
internal sealed class ComponentScript(OperatorContext context, SimulatedBackends backends, BackupWork work, JsonObject repository, ComponentPlan plan)
{
    private const string Cache = "--cache-dir /kubestash-tmp/restic-cache";
    private readonly string snapshotName = GeneratedNames.Snapshot(repository.Name(), work.Session.Name());

    private string ResticPath => $"repository/v1/{work.Session.TextOrEmpty("spec", "session")}/{plan.Name}";

    /// <summary>Adds the lines and effects.</summary>
    /// <returns>Why the component fails; null when it succeeds.</returns>
    public Failure? Write(ScriptWriter script)
    {
        double start = script.Elapsed.TotalSeconds;
        script.Do(() => Set(new JsonObject { ["driver"] = plan.Driver, ["path"] = plan.Driver == "Restic" ? ResticPath : null, ["phase"] = Phase.Running }));
        Failure? failure = plan.Driver == "VolumeSnapshotter" ? WriteVolumes(script) : WriteRestic(script);
        if (failure is { LeavesComponent: true })
        {
            string duration = DataTransfer.Duration(script.Elapsed.TotalSeconds - start, work.Session.Uid(), plan.Name);
            script.Do(() => Set(new JsonObject { ["phase"] = Phase.Failed, ["error"] = failure.Error, ["duration"] = duration, ["resticStats"] = null }));
        }

        return failure;
    }

    private Failure? WriteRestic(ScriptWriter script)
    {
        script.Info("wrapper.go:212", "Ensuring repository is ready for new operation...")
            .Info("wrapper.go:224", $"Removing stale locks from repository: {repository.Name()}").Wait(0.4);
        JsonObject? storage = backends.StorageOf(repository);
        Failure? failure = storage is null ? Failures.TargetMissing($"BackupStorage of Repository {repository.Name()}") : backends.Open(storage) ?? SimulatedBackends.Lock(repository);
        if (failure is not null)
        {
            return Fail(script, failure, "restic unlock");
        }

        script.Info("wrapper.go:251", $"No exclusive lock found. Repository {repository.Name()} is ready.")
            .Info("wrapper.go:130", "Checking whether the backend repository exist or not....");
        failure = backends.Unlock(repository, storage!, repository.At("spec", "encryptionSecret"), repository.Namespace(), writes: true);
        if (failure is not null)
        {
            return Fail(script, failure, "restic snapshots --json --no-lock");
        }

        script.Print($"[golang-sh]$ restic snapshots --json --no-lock {Cache}").Wait(0.3).Info("wrapper.go:301", "Backing up target data");
        failure = CheckSource() ?? SimulatedBackends.Save(storage!);
        return failure is null ? WriteTransfer(script) : Fail(script.Wait(0.8), failure, $"restic backup {string.Join(' ', plan.HostPaths)} --quiet --json --host {plan.Name}");
    }

    private Failure? CheckSource()
    {
        if (work.Part.Target?.Reference is null)
        {
            return null;
        }

        if (work.Target is not { } target)
        {
            return Failures.TargetMissing($"{work.Part.Target.Reference.TextOrEmpty("kind")} {work.Part.Target.Reference.TextOrEmpty("name")}");
        }

        return SourceFailures.CheckMemory(target, work.Container.Spec)
            ?? SourceFailures.CheckFiles(target, work.Container.Pod["spec"])
            ?? SourceFailures.CheckAccess(context, target);
    }

    private static Failure Fail(ScriptWriter script, Failure failure, string command)
    {
        script.Print($"[golang-sh]$ {command} {Cache}");
        foreach (string line in failure.Log)
        {
            script.Print(line);
        }

        script.Wait(0.5 + failure.Patience);
        if (failure.LeavesComponent)
        {
            script.Error("main.go:61", failure.Error);
        }

        return failure;
    }

    private Failure? WriteTransfer(ScriptWriter script)
    {
        string[] seed = [work.Session.Uid(), repository.Name(), plan.Name];
        (long read, long uploaded, long stored) = Sizes(seed);
        DataTransfer transfer = DataTransfer.Of(read, seed);
        DateTimeOffset started = work.Container.Started + context.Pace(script.Elapsed);
        script.Print($"[golang-sh]$ restic backup {string.Join(' ', plan.HostPaths)} --quiet --json --host {plan.Name} {Cache} --cleanup-cache");
        double at = 0;
        foreach (double report in transfer.Reports)
        {
            JsonObject progress = transfer.Progress(report, "backupDone");
            script.Wait(report - at).Do(() => Set(new JsonObject { ["resticStats"] = new JsonArray(new JsonObject { ["progress"] = progress.DeepClone() }) }));
            at = report;
        }

        script.Wait(transfer.Seconds - at);
        JsonArray summaries = Summaries(seed, read, uploaded, started, transfer);
        script.Print(string.Create(CultureInfo.InvariantCulture, $"sh-output: {{\"message_type\":\"summary\",\"total_files_processed\":{transfer.Files},\"total_bytes_processed\":{read},\"data_added\":{uploaded},\"total_duration\":{transfer.Seconds:0.000},\"snapshot_id\":\"{summaries[0].Text("summary", "id")}\"}}"));
        bool isSound = repository.Annotation(Levers.Corrupted) != "true";
        script.Info("wrapper.go:377", "Checking integrity of repository").Print($"[golang-sh]$ restic check --no-lock {Cache}").Print("check all packs").Wait(0.8);
        foreach (string line in isSound ? ["no errors were found"] : Failures.Corrupted().Log)
        {
            script.Print(line);
        }

        string duration = DataTransfer.Duration(transfer.Seconds + 0.8, seed);
        script.Do(() => Set(new JsonObject
        {
            ["resticStats"] = summaries.DeepClone(),
            ["size"] = new BackupSize(stored).ToString(),
            ["duration"] = duration,
            ["integrity"] = isSound,
            ["phase"] = Phase.Succeeded,
        }));
        return null;
    }

    private JsonArray Summaries(string[] seed, long read, long uploaded, DateTimeOffset started, DataTransfer transfer)
    {
        JsonArray list = [];
        foreach (string path in plan.HostPaths)
        {
            list.Add((JsonNode)new JsonObject
            {
                ["summary"] = new JsonObject
                {
                    ["id"] = Chance.Hex([.. seed, path]),
                    ["hostPath"] = path,
                    ["size"] = new BackupSize(read / plan.HostPaths.Count).ToString(),
                    ["uploaded"] = new BackupSize(uploaded / plan.HostPaths.Count).ToString(),
                    ["startTime"] = Meta.Stamp(started),
                    ["endTime"] = Meta.Stamp(started + context.Pace(transfer.Seconds)),
                },
            });
        }

        return list;
    }

    // Data grow a little from run to run; after the first run only what changed is sent.
    private (long Read, long Uploaded, long Stored) Sizes(string[] seed)
    {
        JsonObject[] earlier =
        [
            .. context.Cluster.List(KubeStashKinds.Snapshot, repository.Namespace())
                .Where(snapshot => snapshot.Text("spec", "repository") == repository.Name() && snapshot.Text("status", "components", plan.Name, "phase") == Phase.Succeeded && snapshot.Name() != snapshotName)
                .OrderBy(snapshot => snapshot.Time("status", "snapshotTime") ?? snapshot.Created()),
        ];
        long whole = DataTransfer.SizeOf(work.Target, plan.Name) / Math.Max(plan.Name.Contains("-pod-", StringComparison.Ordinal) ? 2 : 1, 1);
        long read = (long)(whole * (1 + (0.002 * earlier.Length)));
        if (earlier.Length == 0)
        {
            return (read, read + 640, (long)(read * 0.62) + 800);
        }

        long changed = (long)(whole * Chance.Between(0.001, 0.006, [.. seed, "changed"]));
        long before = BackupSize.TryParse(earlier[^1].Text("status", "components", plan.Name, "size"), out BackupSize size) ? size.Bytes : (long)(read * 0.62);
        return (read, changed + 1081, before + (long)(changed * 0.62));
    }

    private Failure? WriteVolumes(ScriptWriter script)
    {
        string wanted = work.Part.Tasks.ElementAtOrDefault(plan.Task).TextOrEmpty("params", "volumeSnapshotClassName");
        script.Info("snapshotter.go:71", $"Creating VolumeSnapshots of {plan.Claims.Count} PersistentVolumeClaims").Wait(0.5);
        if (SourceFailures.CheckSnapshotClass(context, wanted) is { } failure)
        {
            script.Error("main.go:61", failure.Error);
            return failure;
        }

        string suffix = work.Session.Created().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string className = wanted.Length > 0 ? wanted : context.Cluster.List(CoreKinds.VolumeSnapshotClass)[0].Name();
        script.Do(() =>
        {
            foreach (string claim in plan.Claims)
            {
                MakeVolumeSnapshot($"{claim}-{suffix}", claim, className);
            }
        }).Wait(2);
        string duration = DataTransfer.Duration(2.5, work.Session.Uid(), plan.Name);
        script.Info("snapshotter.go:118", "VolumeSnapshots are ready to use").Do(() =>
        {
            JsonArray stats = [];
            foreach (string claim in plan.Claims)
            {
                stats.Add((JsonNode)new JsonObject { ["pvcName"] = claim, ["hostPath"] = plan.HostPaths[0], ["volumeSnapshotName"] = $"{claim}-{suffix}", ["volumeSnapshotTime"] = Meta.Stamp(context.Now) });
            }

            Set(new JsonObject { ["volumeSnapshotterStats"] = stats, ["duration"] = duration, ["phase"] = Phase.Succeeded });
        });
        return null;
    }

    private void MakeVolumeSnapshot(string name, string claim, string className)
    {
        JsonObject manifest = Meta.Create(CoreKinds.VolumeSnapshot, repository.Namespace(), name);
        manifest["spec"] = new JsonObject { ["source"] = new JsonObject { ["persistentVolumeClaimName"] = claim }, ["volumeSnapshotClassName"] = className };
        JsonObject made = context.Ensure(CoreKinds.VolumeSnapshot, manifest);
        string size = context.Get(CoreKinds.PersistentVolumeClaim, repository.Namespace(), claim).Text("spec", "resources", "requests", "storage") ?? "1Gi";
        context.SetStatus(CoreKinds.VolumeSnapshot, made.Key(), status =>
        {
            status["boundVolumeSnapshotContentName"] = $"snapcontent-{made.Uid()}";
            status["creationTime"] ??= Meta.Stamp(context.Now);
            status["readyToUse"] = true;
            status["restoreSize"] = size;
        });
    }

    private void Set(JsonObject values) => context.SetStatus(KubeStashKinds.Snapshot, new(repository.Namespace(), snapshotName), status =>
    {
        if (status.Text("phase") is Phase.Succeeded or Phase.Failed)
        {
            return;
        }

        JsonObject component = status.Child("components").Child(plan.Name);
        foreach ((string field, JsonNode? value) in values)
        {
            if (value is null)
            {
                component.Remove(field);
            }
            else
            {
                component[field] = value.DeepClone();
            }
        }

        status["lastUpdateTime"] = Meta.Stamp(context.Now);
        status["phase"] = SnapshotPhase.Of(status);
    });
}
