using System.Buffers;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using BackupConsole.KubeStash.Addons;
using BackupConsole.KubeStash.Core;
using BackupConsole.KubeStash.Links;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Kubernetes.Workloads;
using FsCheck;
using FsCheck.Fluent;

namespace BackupConsole.KubeStash.Tests.Links;

public class LinkTests
{
    private const string Configuration =
        """
        { "metadata": { "namespace": "demo", "name": "conf", "labels": { "kubestash.com/invoker-name": "plan", "kubestash.com/invoker-namespace": "stash" } },
          "spec": { "target": { "apiGroup": "kubedb.com", "kind": "MongoDB", "name": "mongodb" },
            "backends": [{ "name": "a", "storageRef": { "name": "s3", "namespace": "stash" }, "retentionPolicy": { "name": "keep" } }, { "name": "b", "storageRef": { "name": "near" } }],
            "sessions": [{ "name": "x", "addon": { "name": "mongodb-addon" }, "hooks": { "preBackup": [{ "name": "h", "hookTemplate": { "name": "freeze", "namespace": "hooks" } }] },
              "repositories": [{ "name": "repo", "encryptionSecret": { "name": "key" }, "backupVerifier": { "name": "check" } }, { "name": "repo" }] }] } }
        """;

    private const string Session = """{ "metadata": { "namespace": "demo", "name": "run" }, "spec": { "invoker": { "kind": "BackupConfiguration", "name": "conf" } }, "status": { "snapshots": [{ "name": "s", "repository": "repo" }], "retentionPolicy": [{ "ref": { "name": "keep", "namespace": "stash" } }] } }""";

    private const string Batch =
        """
        { "metadata": { "namespace": "demo", "name": "batch" },
          "spec": { "targets": [{ "name": "t", "appRef": { "kind": "PersistentVolumeClaim", "name": "data" } }], "backends": [{ "name": "a", "storageRef": { "name": "s3" }, "retentionPolicy": { "name": "keep" } }],
            "sessions": [{ "name": "x", "hooks": { "postBackup": [{ "hookTemplate": { "name": "thaw" } }] }, "targets": [{ "name": "t", "addon": { "name": "pvc-addon" }, "repositories": [{ "name": "repo", "encryptionSecret": { "name": "key" }, "backupVerifier": { "name": "check" } }] }] }] } }
        """;

    private const string Blueprint = """{ "metadata": { "namespace": "stash", "name": "plan" }, "spec": { "backupConfigurationTemplate": { "backends": [{ "name": "a", "storageRef": { "name": "s3" }, "retentionPolicy": { "name": "keep" } }], "sessions": [{ "name": "x", "addon": { "name": "mongodb-addon" }, "hooks": { "preBackup": [{ "hookTemplate": { "name": "freeze" } }] }, "repositories": [{ "name": "r", "backupVerifier": { "name": "check" } }] }] } } }""";

    private const string Restore = """{ "metadata": { "namespace": "prod", "name": "back" }, "spec": { "target": { "apiGroup": "apps", "kind": "Deployment", "name": "shop" }, "addon": { "name": "workload-addon" }, "hooks": { "preRestore": [{ "hookTemplate": { "name": "freeze" } }] }, "dataSource": { "namespace": "demo", "repository": "repo", "snapshot": "snap", "encryptionSecret": { "name": "key" } } }, "status": { "pausedBackups": [{ "kind": "BackupConfiguration", "name": "conf", "namespace": "prod" }] } }""";

    private const string Trial = """{ "metadata": { "namespace": "demo", "name": "trial", "ownerReferences": [{ "apiVersion": "core.kubestash.com/v1alpha1", "kind": "BackupVerificationSession", "name": "check-1", "uid": "u", "controller": true }] }, "spec": { "dataSource": { "repository": "repo", "snapshot": "latest" } }, "status": { "dependencies": [{ "kind": "Snapshot", "name": "newest", "found": true }] } }""";

    private const string Snapshot = """{ "metadata": { "namespace": "demo", "name": "snap" }, "spec": { "repository": "repo", "backupSession": "run", "appRef": { "apiGroup": "kubedb.com", "kind": "MongoDB", "name": "mongodb" } }, "status": { "verificationSession": "check-1" } }""";

    private const string Verification = """{ "metadata": { "namespace": "demo", "name": "check-1" }, "spec": { "invoker": { "kind": "BackupConfiguration", "name": "conf" }, "repository": "repo", "snapshot": "snap" } }""";

    private const string CronJob = """{ "metadata": { "namespace": "demo", "name": "trigger", "ownerReferences": [{ "apiVersion": "core.kubestash.com/v1alpha1", "kind": "BackupConfiguration", "name": "conf", "uid": "u", "controller": true }] } }""";

    // Everything that has links; a new kind is one more line.
    private static readonly ILinks[] Kinds =
    [
        new Links<BackupConfigurationRow>(BackupConfigurationRow.Reader, BackupConfigurationLinks.All, typeof(BackupConfigurationLinks)),
        new Links<BackupSessionRow>(BackupSessionRow.Reader, BackupSessionLinks.All, typeof(BackupSessionLinks)),
        new Links<BackupBatchRow>(BackupBatchRow.Reader, BackupBatchLinks.All, typeof(BackupBatchLinks)),
        new Links<BackupBlueprintRow>(BackupBlueprintRow.Reader, BackupBlueprintLinks.All, typeof(BackupBlueprintLinks)),
        new Links<RestoreSessionRow>(RestoreSessionRow.Reader, RestoreSessionLinks.All, typeof(RestoreSessionLinks)),
        new Links<BackupVerificationSessionRow>(BackupVerificationSessionRow.Reader, BackupVerificationSessionLinks.All, typeof(BackupVerificationSessionLinks)),
        new Links<BackupVerifierRow>(BackupVerifierRow.Reader, BackupVerifierLinks.All, typeof(BackupVerifierLinks)),
        new Links<HookTemplateRow>(HookTemplateRow.Reader, HookTemplateLinks.All, typeof(HookTemplateLinks)),
        new Links<BackupStorageRow>(BackupStorageRow.Reader, BackupStorageLinks.All, typeof(BackupStorageLinks)),
        new Links<RepositoryRow>(RepositoryRow.Reader, RepositoryLinks.All, typeof(RepositoryLinks)),
        new Links<SnapshotRow>(SnapshotRow.Reader, SnapshotLinks.All, typeof(SnapshotLinks)),
        new Links<AddonRow>(AddonRow.Reader, AddonLinks.All, typeof(AddonLinks)),
        new Links<AppBindingRow>(AppBindingRow.Reader, AppBindingLinks.All, typeof(AppBindingLinks)),
        new Links<CronJobRow>(CronJobRow.Reader, CronJobLinks.All, typeof(CronJobLinks)),
    ];

    private interface ILinks
    {
        string Kind { get; }

        IEnumerable<string> Names { get; }

        int Declared { get; }

        ImmutableArray<ObjectKey> Forward(string link, string json);

        bool Agree(string link, IReadOnlyList<string> objects);
    }

    public static TheoryData<string, string, string, string[]> Cases => new()
    {
        { "BackupConfiguration", "target", Configuration, ["demo kubedb.com/MongoDB/mongodb"] },
        { "BackupConfiguration", "storage", Configuration, ["stash s3", "demo near"] },
        { "BackupConfiguration", "retentionPolicy", Configuration, ["demo keep"] },
        { "BackupConfiguration", "repository", Configuration, ["demo repo"] },
        { "BackupConfiguration", "encryptionSecret", Configuration, ["demo key"] },
        { "BackupConfiguration", "verifier", Configuration, ["demo check"] },
        { "BackupConfiguration", "addon", Configuration, [" mongodb-addon"] },
        { "BackupConfiguration", "hookTemplate", Configuration, ["hooks freeze"] },
        { "BackupConfiguration", "blueprint", Configuration, ["stash plan"] },
        { "BackupSession", "backupConfiguration", Session, ["demo conf"] },
        { "BackupSession", "backupBatch", Session, [] },
        { "BackupSession", "backupBatch", """{ "metadata": { "namespace": "demo", "name": "run" }, "spec": { "invoker": { "kind": "BackupBatch", "name": "batch" } } }""", ["demo batch"] },
        { "BackupSession", "repository", Session, ["demo repo"] },
        { "BackupSession", "retentionPolicy", Session, ["stash keep"] },
        { "BackupBatch", "target", Batch, ["demo /PersistentVolumeClaim/data"] },
        { "BackupBatch", "storage", Batch, ["demo s3"] },
        { "BackupBatch", "retentionPolicy", Batch, ["demo keep"] },
        { "BackupBatch", "repository", Batch, ["demo repo"] },
        { "BackupBatch", "encryptionSecret", Batch, ["demo key"] },
        { "BackupBatch", "verifier", Batch, ["demo check"] },
        { "BackupBatch", "addon", Batch, [" pvc-addon"] },
        { "BackupBatch", "hookTemplate", Batch, ["demo thaw"] },
        { "BackupBlueprint", "storage", Blueprint, ["stash s3"] },
        { "BackupBlueprint", "retentionPolicy", Blueprint, ["stash keep"] },
        { "BackupBlueprint", "verifier", Blueprint, ["stash check"] },
        { "BackupBlueprint", "addon", Blueprint, [" mongodb-addon"] },
        { "BackupBlueprint", "hookTemplate", Blueprint, ["stash freeze"] },
        { "RestoreSession", "repository", Restore, ["demo repo"] },
        { "RestoreSession", "snapshot", Restore, ["demo snap"] },
        { "RestoreSession", "snapshot", Trial, ["demo newest"] },
        { "RestoreSession", "target", Restore, ["prod apps/Deployment/shop"] },
        { "RestoreSession", "encryptionSecret", Restore, ["prod key"] },
        { "RestoreSession", "addon", Restore, [" workload-addon"] },
        { "RestoreSession", "hookTemplate", Restore, ["prod freeze"] },
        { "RestoreSession", "pausedBackup", Restore, ["prod conf"] },
        { "RestoreSession", "verificationSession", Trial, ["demo check-1"] },
        { "BackupVerificationSession", "backupConfiguration", Verification, ["demo conf"] },
        { "BackupVerificationSession", "repository", Verification, ["demo repo"] },
        { "BackupVerificationSession", "snapshot", Verification, ["demo snap"] },
        { "BackupVerificationSession", "backupBatch", Verification, [] },
        { "BackupVerifier", "target", """{ "metadata": { "namespace": "demo", "name": "check" }, "spec": { "restoreOption": { "target": { "apiGroup": "kubedb.com", "kind": "MongoDB", "name": "trial" }, "addonInfo": { "name": "mongodb-addon" } }, "function": "ask" } }""", ["demo kubedb.com/MongoDB/trial"] },
        { "BackupVerifier", "addon", """{ "metadata": { "namespace": "demo", "name": "check" }, "spec": { "restoreOption": { "addonInfo": { "name": "mongodb-addon" } } } }""", [" mongodb-addon"] },
        { "BackupVerifier", "function", """{ "metadata": { "namespace": "demo", "name": "check" }, "spec": { "function": "ask" } }""", [" ask"] },
        { "HookTemplate", "function", """{ "metadata": { "namespace": "demo", "name": "freeze" }, "spec": { "executor": { "type": "Function", "function": { "name": "lock" } } } }""", [" lock"] },
        { "BackupStorage", "secret", """{ "metadata": { "namespace": "stash", "name": "s3" }, "spec": { "storage": { "provider": "s3", "s3": { "secretName": "cred" } } } }""", ["stash cred"] },
        { "BackupStorage", "claim", """{ "metadata": { "namespace": "stash", "name": "disk" }, "spec": { "storage": { "provider": "local", "local": { "persistentVolumeClaim": { "claimName": "disk" } } } } }""", ["stash disk"] },
        { "Repository", "storage", """{ "metadata": { "namespace": "demo", "name": "folder" }, "spec": { "storageRef": { "name": "s3" } } }""", ["demo s3"] },
        { "Repository", "encryptionSecret", """{ "metadata": { "namespace": "demo", "name": "folder" }, "spec": { "encryptionSecret": { "name": "key", "namespace": "keys" } } }""", ["keys key"] },
        { "Repository", "target", """{ "metadata": { "namespace": "demo", "name": "folder" }, "spec": { "appRef": { "apiGroup": "apps", "kind": "Deployment", "name": "shop" } } }""", ["demo apps/Deployment/shop"] },
        { "Snapshot", "repository", Snapshot, ["demo repo"] },
        { "Snapshot", "backupSession", Snapshot, ["demo run"] },
        { "Snapshot", "target", Snapshot, ["demo kubedb.com/MongoDB/mongodb"] },
        { "Snapshot", "verificationSession", Snapshot, ["demo check-1"] },
        { "Addon", "function", """{ "metadata": { "name": "pvc-addon" }, "spec": { "backupTasks": [{ "name": "b", "function": "dump" }], "restoreTasks": [{ "name": "r", "function": "load" }] } }""", [" dump", " load"] },
        { "AppBinding", "secret", """{ "metadata": { "namespace": "demo", "name": "app" }, "spec": { "secret": { "name": "login" } } }""", ["demo login"] },
        { "AppBinding", "app", """{ "metadata": { "namespace": "demo", "name": "app" }, "spec": { "appRef": { "apiGroup": "kubedb.com", "kind": "MongoDB", "name": "mongodb" } } }""", ["demo kubedb.com/MongoDB/mongodb"] },
        { "CronJob", "backupConfiguration", CronJob, ["demo conf"] },
        { "CronJob", "backupBatch", CronJob, [] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_link_leads_from_an_object_to_what_its_field_names(string kind, string link, string json, string[] keys) =>
        Assert.Equal(keys, Kinds.Single(one => one.Kind == kind).Forward(link, json).Select(key => $"{key.Namespace} {key.Name}"));

    [Fact]
    public void Every_link_of_every_kind_has_a_case_and_is_among_all_of_its_kind()
    {
        Assert.Equal(
            Kinds.SelectMany(kind => kind.Names.Select(name => $"{kind.Kind} {name}")).Order(),
            Cases.Select(row => $"{row.Data.Item1} {row.Data.Item2}").Distinct().Order());
        Assert.All(Kinds, kind => Assert.Equal(kind.Declared, kind.Names.Distinct().Count()));
    }

    [Fact]
    public void What_links_forward_is_found_backward_over_any_objects()
    {
        string[] samples = [.. Cases.Select(row => row.Data.Item3).Distinct()];
        Gen<string> objects =
            from sample in Gen.Elements(samples)
            from names in Gen.Elements("demo", "stash", "prod", "").ArrayOf(2)
            from name in Gen.Elements("conf", "repo", "s3", "")
            select sample.Replace("\"demo\"", $"\"{names[0]}\"", StringComparison.Ordinal).Replace("\"stash\"", $"\"{names[1]}\"", StringComparison.Ordinal).Replace("\"repo\"", $"\"{name}\"", StringComparison.Ordinal);
        Prop.ForAll(Arb.From(objects.ListOf()), some => Kinds.All(kind => kind.Names.All(link => kind.Agree(link, [.. some])))).QuickCheckThrowOnFailure();
    }

    private sealed class Links<TRow>(IRowReader<TRow> reader, IReadOnlyList<Link<TRow>> links, Type declared) : ILinks
        where TRow : ResourceRow
    {
        public string Kind => reader.Kind.Kind;

        public IEnumerable<string> Names => links.Select(link => link.Name);

        public int Declared => declared.GetProperties(BindingFlags.Public | BindingFlags.Static).Count(property => property.PropertyType == typeof(Link<TRow>));

        public ImmutableArray<ObjectKey> Forward(string link, string json) => [.. Find(link).Keys(Read(json))];

        // Backward is asked of the index a store keeps; forward of each object.
        public bool Agree(string link, IReadOnlyList<string> objects)
        {
            StoreSchema<TRow> schema = new StoreSchema<TRow>().WithLookupOfMany(link, (row, keys) => keys.AddRange(Find(link).Keys(row)));
            TRow[] rows = [.. objects.Select(Read)];
            ILookup<ObjectKey, TRow> backward = rows.SelectMany(row => schema.KeysOf(link, row).Select(key => (Key: key, Row: row))).ToLookup(pair => pair.Key, pair => pair.Row);
            return rows.All(row => Find(link).Keys(row).All(key => key.Name.Length > 0 && backward[key].Contains(row)))
                && backward.All(group => group.All(row => Find(link).Keys(row).Contains(group.Key)));
        }

        private Link<TRow> Find(string link) => links.Single(one => one.Name == link);

        private TRow Read(string json) => reader.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(json)));
    }
}
