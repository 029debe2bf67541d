using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.Tests.SampleData;

/// <summary>Follows the references of objects, as the table of references between kinds has them.</summary>
internal static class ReferenceWalk
{
    private static readonly ResourceKind[] Targets = [SampleKinds.Deployment, SampleKinds.StatefulSet, SampleKinds.DaemonSet, SampleKinds.Claim, .. SampleKinds.Databases];

    /// <summary>What an object refers to.</summary>
    public static IEnumerable<(ResourceKind Kind, ObjectKey Key)> Of(SampleObject entry)
    {
        JsonObject manifest = entry.Manifest;
        return entry.Kind.Kind switch
        {
            "BackupStorage" => Storage(entry),
            "BackupConfiguration" => [.. Configuration(entry, manifest.At("spec")), .. App(entry, manifest.At("spec", "target"))],
            "BackupSession" => Session(entry),
            "Snapshot" =>
            [
                (KubeStashKinds.Repository, Local(entry, manifest.Text("spec", "repository"))), (KubeStashKinds.BackupSession, Local(entry, manifest.Text("spec", "backupSession"))),
                .. App(entry, manifest.At("spec", "appRef")),
                .. Optional(KubeStashKinds.BackupVerificationSession, entry, entry.Status.Text("verificationSession")),
                .. (entry.Status.At("components") as JsonObject ?? []).SelectMany(component => component.Value.Objects("volumeSnapshotterStats"))
                    .SelectMany(stats => new[] { (SampleKinds.VolumeSnapshot, Local(entry, stats.Text("volumeSnapshotName"))), (SampleKinds.Claim, Local(entry, stats.Text("pvcName"))) }),
            ],
            "Repository" =>
            [
                Named(KubeStashKinds.BackupStorage, manifest.At("spec", "storageRef")), Named(SampleKinds.Secret, manifest.At("spec", "encryptionSecret")), .. App(entry, manifest.At("spec", "appRef")),
                .. entry.Status.Objects("recentSnapshots").Select(recent => (KubeStashKinds.Snapshot, Local(entry, recent.Text("name")))),
            ],
            "RestoreSession" =>
            [
                (KubeStashKinds.Repository, Local(entry, manifest.Text("spec", "dataSource", "repository"))), Named(SampleKinds.Secret, manifest.At("spec", "dataSource", "encryptionSecret")),
                (KubeStashKinds.Addon, new("", manifest.TextOrEmpty("spec", "addon", "name"))), .. App(entry, manifest.At("spec", "target")),
                .. entry.Status.Objects("dependencies").Where(dependency => dependency.Text("kind") == "Snapshot").Select(dependency => Named(KubeStashKinds.Snapshot, dependency)),
            ],
            "BackupVerificationSession" =>
            [
                (KubeStashKinds.BackupConfiguration, Local(entry, manifest.Text("spec", "invoker", "name"))), (KubeStashKinds.Repository, Local(entry, manifest.Text("spec", "repository"))),
                (KubeStashKinds.Snapshot, Local(entry, manifest.Text("spec", "snapshot"))),
            ],
            "BackupVerifier" =>
                [(KubeStashKinds.Function, new("", manifest.TextOrEmpty("spec", "function"))), (KubeStashKinds.Addon, new("", manifest.TextOrEmpty("spec", "restoreOption", "addonInfo", "name"))), .. App(entry, manifest.At("spec", "restoreOption", "target"))],
            "BackupBlueprint" => manifest.Objects("spec", "backupConfigurationTemplate", "backends").SelectMany(Backend),
            "Addon" => manifest.Objects("spec", "backupTasks").Concat(manifest.Objects("spec", "restoreTasks")).Select(task => (KubeStashKinds.Function, new ObjectKey("", task.TextOrEmpty("function")))),
            "AppBinding" =>
                [(SampleKinds.Secret, Local(entry, manifest.Text("spec", "secret", "name"))), (SampleKinds.Service, Local(entry, manifest.Text("spec", "clientConfig", "service", "name"))), .. App(entry, manifest.At("spec", "appRef"))],
            "Pod" =>
            [
                .. Optional(SampleKinds.ServiceAccount, entry, manifest.Text("spec", "serviceAccountName")),
                .. manifest.Text("spec", "nodeName") is { } node ? new[] { (SampleKinds.Node, new ObjectKey("", node)) } : [],
                .. manifest.Objects("spec", "volumes").SelectMany(volume => Optional(SampleKinds.Claim, entry, volume.Text("persistentVolumeClaim", "claimName"))),
            ],
            "RoleBinding" =>
                [(SampleKinds.ClusterRole, new("", manifest.TextOrEmpty("roleRef", "name"))), .. manifest.Objects("subjects").Select(subject => Named(SampleKinds.ServiceAccount, subject))],
            "CronJob" => [(SampleKinds.ServiceAccount, Local(entry, manifest.Text("spec", "jobTemplate", "spec", "template", "spec", "serviceAccountName")))],
            "VolumeSnapshot" =>
                [(SampleKinds.Claim, Local(entry, manifest.Text("spec", "source", "persistentVolumeClaimName"))), (SampleKinds.VolumeSnapshotClass, new("", manifest.TextOrEmpty("spec", "volumeSnapshotClassName")))],
            "PersistentVolumeClaim" => [(SampleKinds.Volume, new("", manifest.TextOrEmpty("spec", "volumeName"))), (SampleKinds.StorageClass, new("", manifest.TextOrEmpty("spec", "storageClassName")))],
            _ => [],
        };
    }

    private static IEnumerable<(ResourceKind, ObjectKey)> Storage(SampleObject entry)
    {
        string provider = entry.Manifest.TextOrEmpty("spec", "storage", "provider");
        return
        [
            .. Optional(SampleKinds.Secret, entry, entry.Manifest.Text("spec", "storage", provider, "secretName")),
            .. entry.Status.Objects("repositories").Select(repository => Named(KubeStashKinds.Repository, repository)),
        ];
    }

    private static IEnumerable<(ResourceKind, ObjectKey)> Configuration(SampleObject entry, JsonNode? spec)
    {
        foreach (JsonObject session in spec.Objects("sessions"))
        {
            yield return (KubeStashKinds.Addon, new("", session.TextOrEmpty("addon", "name")));
            foreach (JsonObject repository in session.Objects("repositories"))
            {
                yield return Named(SampleKinds.Secret, repository.At("encryptionSecret"));
                if (entry.Status.Text("phase") != "Invalid")
                {
                    yield return (KubeStashKinds.Repository, Local(entry, repository.Text("name")));
                }

                if (repository.At("backupVerifier") is { } verifier)
                {
                    yield return Named(KubeStashKinds.BackupVerifier, verifier);
                }
            }

            foreach (JsonObject hook in session.Objects("hooks", "preBackup").Concat(session.Objects("hooks", "postBackup")))
            {
                yield return Named(KubeStashKinds.HookTemplate, hook.At("hookTemplate"));
            }
        }

        foreach ((ResourceKind, ObjectKey) reference in spec.Objects("backends").SelectMany(Backend))
        {
            yield return reference;
        }

        if (entry.Manifest.Text("metadata", "labels", "kubestash.com/invoker-name") is { } blueprint)
        {
            yield return (KubeStashKinds.BackupBlueprint, new(entry.Manifest.TextOrEmpty("metadata", "labels", "kubestash.com/invoker-namespace"), blueprint));
        }
    }

    private static IEnumerable<(ResourceKind, ObjectKey)> Session(SampleObject entry) =>
    [
        (KubeStashKinds.BackupConfiguration, Local(entry, entry.Manifest.Text("spec", "invoker", "name"))),
        .. entry.Status.Objects("snapshots").SelectMany(snapshot => new[] { (KubeStashKinds.Snapshot, Local(entry, snapshot.Text("name"))), (KubeStashKinds.Repository, Local(entry, snapshot.Text("repository"))) }),
        .. entry.Status.Objects("retentionPolicy").Select(policy => Named(KubeStashKinds.RetentionPolicy, policy.At("ref"))),
    ];

    private static IEnumerable<(ResourceKind, ObjectKey)> Backend(JsonObject backend) =>
        [Named(KubeStashKinds.BackupStorage, backend.At("storageRef")), Named(KubeStashKinds.RetentionPolicy, backend.At("retentionPolicy"))];

    private static IEnumerable<(ResourceKind, ObjectKey)> App(SampleObject entry, JsonNode? reference) =>
        [(Targets.Single(kind => kind.Kind == reference.Text("kind") && kind.Group == reference.TextOrEmpty("apiGroup")), new(reference.Text("namespace") ?? entry.Key.Namespace, reference.TextOrEmpty("name")))];

    private static IEnumerable<(ResourceKind, ObjectKey)> Optional(ResourceKind kind, SampleObject entry, string? name) => name is null ? [] : [(kind, Local(entry, name))];

    private static ObjectKey Local(SampleObject entry, string? name) => new(entry.Key.Namespace, name ?? "");

    private static (ResourceKind, ObjectKey) Named(ResourceKind kind, JsonNode? reference) => (kind, new(reference.TextOrEmpty("namespace"), reference.TextOrEmpty("name")));
}
