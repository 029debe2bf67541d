using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Phases;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Backends;
using BackupConsole.Sandbox.Operator.Jobs;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Restores;

/// <summary>What executors of restores run: the first container brings the data of all components back, further ones only say that they are done.</summary>
internal sealed class RestoreProgram(OperatorContext context, SimulatedBackends backends) : IContainerProgram
{
    private readonly VolumeRestore volumes = new(context);

    /// <inheritdoc />
    public bool Runs(RunningContainer container) => container.Pod.Label(StashLabels.Component) == JobComponents.Restore;

    /// <inheritdoc />
    public Script? Write(RunningContainer container)
    {
        if (context.Get(KubeStashKinds.RestoreSession, container.Pod.Namespace(), container.Pod.Label(StashLabels.InvokerName) ?? "") is not { } restore
            || RestoreSource.Find(context, restore).Source is not { } source)
        {
            return null;
        }

        bool isFirst = container.Name.EndsWith("-task-0", StringComparison.Ordinal);
        ScriptWriter script = new ScriptWriter().Wait(0.5);
        Script written = isFirst ? WriteAll(script, restore, source, container) : script.Info("wrapper.go:455", "Nothing left to restore").Wait(0.5).End();
        return restore.Time("status", "restoreDeadline") is { } deadline ? CutAtDeadline(written, restore, deadline - container.Started) : written;
    }

    private Script WriteAll(ScriptWriter script, JsonObject restore, RestoreSource source, RunningContainer container)
    {
        JsonObject? storage = backends.StorageOf(source.Repository);
        JsonNode? ownSecret = restore.At("spec", "dataSource", "encryptionSecret");
        string secretNamespace = ownSecret is null ? source.Repository.Namespace() : restore.Namespace();
        script.Info("wrapper.go:130", "Checking whether the backend repository exist or not....").Print("[golang-sh]$ restic snapshots --json --no-lock --cache-dir /kubestash-tmp/restic-cache").Wait(0.7);
        JsonObject? target = RestoreTarget.Of(context, restore, source.Snapshot);
        Failure? failure = storage is null ? Failures.TargetMissing($"BackupStorage of Repository {source.Repository.Name()}")
            : backends.Open(storage)
            ?? backends.Unlock(source.Repository, storage, ownSecret ?? source.Repository.At("spec", "encryptionSecret"), secretNamespace, writes: false)
            ?? (target is null ? null : SourceFailures.CheckMemory(target, container.Spec) ?? SourceFailures.CheckAccess(context, target));
        foreach (string component in source.Components)
        {
            double start = script.Elapsed.TotalSeconds;
            if (failure is not null)
            {
                return Fail(script, restore, component, failure);
            }

            failure = WriteComponent(script, restore, source, component, start);
            if (failure is not null)
            {
                return Fail(script, restore, component, failure);
            }
        }

        return script.Wait(0.3).End();
    }

    private Script Fail(ScriptWriter script, JsonObject restore, string component, Failure failure)
    {
        foreach (string line in failure.Log)
        {
            script.Print(line);
        }

        if (failure.LeavesComponent)
        {
            script.Do(() => Set(restore, component, new JsonObject { ["phase"] = Phase.Failed, ["duration"] = DataTransfer.Duration(1.2, restore.Uid()), ["error"] = failure.Error }))
                .Error("main.go:61", failure.Error);
        }

        return script.End(failure.ExitCode, failure.PodReason, failure.Error);
    }

    private Failure? WriteComponent(ScriptWriter script, JsonObject restore, RestoreSource source, string component, double start)
    {
        JsonNode? stats = source.Snapshot.At("status", "components", component);
        if (stats.Text("driver") == "VolumeSnapshotter")
        {
            script.Do(() => Set(restore, component, new JsonObject { ["phase"] = Phase.Running }));
            Failure? failure = volumes.Write(script, restore, component, stats);
            string seconds = DataTransfer.Duration(script.Elapsed.TotalSeconds - start, restore.Uid(), component);
            if (failure is null)
            {
                script.Do(() => Set(restore, component, new JsonObject { ["phase"] = Phase.Succeeded, ["duration"] = seconds }));
            }

            return failure;
        }

        JsonNode? summary = stats.Objects("resticStats").FirstOrDefault().At("summary");
        BackupSize size = BackupSize.TryParse(summary.Text("size") ?? stats.Text("size"), out BackupSize known) ? known : new BackupSize(1 << 20);
        DataTransfer transfer = DataTransfer.Of(size.Bytes, restore.Uid(), component);
        script.Do(() => Set(restore, component, new JsonObject { ["phase"] = Phase.Running }))
            .Info("wrapper.go:455", "Restoring target data")
            .Print($"[golang-sh]$ restic restore {summary.TextOrEmpty("id")} --host {component} --target / --json --cache-dir /kubestash-tmp/restic-cache");
        double at = 0;
        foreach (double report in transfer.Reports)
        {
            JsonObject progress = transfer.Progress(report, "restoreDone");
            script.Wait(report - at).Do(() => Set(restore, component, new JsonObject { ["phase"] = Phase.Running, ["progress"] = progress.DeepClone() }));
            at = report;
        }

        script.Wait(transfer.Seconds - at);
        string duration = DataTransfer.Duration(script.Elapsed.TotalSeconds - start, restore.Uid(), component);
        script.Print(string.Create(CultureInfo.InvariantCulture, $"sh-output: {{\"message_type\":\"summary\",\"total_files\":{transfer.Files},\"files_restored\":{transfer.Files},\"total_bytes\":{size.Bytes},\"bytes_restored\":{size.Bytes}}}"))
            .Do(() => Set(restore, component, new JsonObject { ["phase"] = Phase.Succeeded, ["duration"] = duration }));
        return null;
    }

    private Script CutAtDeadline(Script script, JsonObject restore, TimeSpan left)
    {
        Failure failure = Failures.DeadlineExceeded();
        return script.CutAt(context.Unpaced(left > TimeSpan.Zero ? left : TimeSpan.Zero), failure.ExitCode,
        [
            new ScriptStep(default, time => ScriptWriter.Line('E', time, "main.go:61", failure.Log[0]), null),
            new ScriptStep(default, null, () => context.SetStatus(KubeStashKinds.RestoreSession, restore.Key(), status =>
            {
                foreach (JsonNode? open in (status.At("components") as JsonObject ?? []).Select(component => component.Value).Where(component => component.Text("phase") == Phase.Running))
                {
                    open!["phase"] = Phase.Failed;
                    open["error"] = failure.Error;
                }
            })),
        ]);
    }

    private void Set(JsonObject restore, string component, JsonObject value) => context.SetStatus(KubeStashKinds.RestoreSession, restore.Key(), status =>
    {
        if (!Conditions.Has(status, "MetricsPushed"))
        {
            status.Child("components")[component] = value.DeepClone();
            status["phase"] = RestoreSessionPhase.Of(status);
        }
    });
}

/// <summary>Where a restore goes.</summary>
internal static class RestoreTarget
{
    /// <summary>The reference: the session's own, else that of the Snapshot; null when the restore makes its targets itself.</summary>
    public static JsonNode? Reference(JsonObject restore, JsonObject snapshot) =>
        restore.At("spec", "target") is { } target && target.TextOrEmpty("name").Length > 0 ? target
        : VolumeRestore.MakesClaims(restore) || restore.Objects("spec", "addon", "tasks").Any(task => task.Text("name") == "manifest-restore") ? null
        : snapshot.At("spec", "appRef");

    /// <summary>The object; null when it is missing, or there is none to look for.</summary>
    public static JsonObject? Of(OperatorContext context, JsonObject restore, JsonObject snapshot) => Targets.Find(context, Reference(restore, snapshot), restore.Namespace());
}
