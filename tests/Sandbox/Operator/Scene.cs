namespace BackupConsole.Sandbox.Tests.Operators;

/// <summary>Manifests that tests start from: a StatefulSet of two, a storage, a policy, and a configuration with one session every five minutes.</summary>
internal static class Scene
{
    public const string Namespaces = """
        apiVersion: v1
        kind: Namespace
        metadata: { name: demo, labels: { team: one } }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: kubestash }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: other }
        """;

    public const string Catalogue = """
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Addon
        metadata: { name: workload-addon }
        spec:
          backupTasks:
          - { name: logical-backup, function: workload-backup, driver: Restic, executor: Job, singleton: false, parameters: [ { name: paths, required: true } ] }
          - { name: manifest-backup, function: manifest-backup, driver: Restic, executor: Job, singleton: true }
          - { name: volume-snapshot, function: volume-snapshotter, driver: VolumeSnapshotter, singleton: true }
          restoreTasks:
          - { name: logical-backup-restore, function: workload-restore, driver: Restic, executor: Job, singleton: false }
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Addon
        metadata: { name: mysql-addon }
        spec:
          backupTasks:
          - { name: logical-backup, function: mysql-backup, driver: Restic, executor: Job, singleton: true }
          restoreTasks:
          - { name: logical-backup-restore, function: mysql-restore, driver: Restic, executor: Job, singleton: true }
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: { name: workload-backup }
        spec: { image: "registry.test/workload:v1", args: [ backup, "--namespace=${namespace:=default}", "--backupsession=${backupSession:=}", "--paths=${paths:=}" ] }
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: { name: manifest-backup }
        spec: { image: "registry.test/manifest:v1", args: [ backup, "--backupsession=${backupSession:=}" ] }
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: { name: volume-snapshotter }
        spec: { image: "registry.test/volumes:v1", args: [ backup ] }
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: { name: workload-restore }
        spec: { image: "registry.test/workload:v1", args: [ restore, "--restoresession=${restoreSession:=}", "--snapshot=${snapshot:=}" ] }
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: { name: mysql-backup }
        spec: { image: "registry.test/mysql:v1_${DB_VERSION}", args: [ backup ], availableVersions: [ "8.0.35", "8.2.0", "5.7.44" ] }
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: { name: mysql-restore }
        spec: { image: "registry.test/mysql:v1", args: [ restore ] }
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: { name: kubedbverifier }
        spec: { image: "registry.test/verifier:v1", args: [ verify ] }
        """;

    public const string Storage = """
        apiVersion: v1
        kind: Secret
        metadata: { name: s3-secret, namespace: demo }
        data: { AWS_ACCESS_KEY_ID: a2V5, AWS_SECRET_ACCESS_KEY: c2VjcmV0 }
        ---
        apiVersion: v1
        kind: Secret
        metadata: { name: encrypt, namespace: demo }
        data: { RESTIC_PASSWORD: cGFzc3dvcmQ= }
        ---
        apiVersion: storage.kubestash.com/v1alpha1
        kind: BackupStorage
        metadata: { name: s3, namespace: demo }
        spec:
          storage: { provider: s3, s3: { endpoint: "https://s3.example.com", bucket: backups, region: here, prefix: demo, secretName: s3-secret } }
          default: true
          deletionPolicy: Delete
        ---
        apiVersion: storage.kubestash.com/v1alpha1
        kind: RetentionPolicy
        metadata: { name: keep, namespace: demo }
        spec: { default: true, successfulSnapshots: { last: 3 }, failedSnapshots: { last: 2 }, maxRetentionPeriod: 2mo }
        """;

    public const string Application = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: app, namespace: demo }
        spec:
          replicas: 2
          serviceName: app
          selector: { matchLabels: { app: app } }
          template:
            metadata: { labels: { app: app } }
            spec: { containers: [ { name: main, image: "registry.test/app:1", volumeMounts: [ { name: data, mountPath: /data } ] } ] }
          volumeClaimTemplates:
          - metadata: { name: data }
            spec: { accessModes: [ ReadWriteOnce ], resources: { requests: { storage: 1Gi } } }
        """;

    public const string Configuration = """
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupConfiguration
        metadata: { name: app-backup, namespace: demo }
        spec:
          target: { apiGroup: apps, kind: StatefulSet, name: app, namespace: demo }
          backends: [ { name: b, storageRef: { name: s3, namespace: demo }, retentionPolicy: { name: keep, namespace: demo } } ]
          sessions:
          - name: often
            sessionHistoryLimit: 3
            scheduler: { schedule: "*/5 * * * *", jobTemplate: { backoffLimit: 1 } }
            repositories: [ { name: app-repo, backend: b, directory: /app, encryptionSecret: { name: encrypt, namespace: demo } } ]
            addon: { name: workload-addon, tasks: [ { name: logical-backup, params: { paths: /data } } ] }
        """;

    /// <summary>All of it.</summary>
    public const string Everything = $"{Namespaces}\n---\n{Catalogue}\n---\n{Storage}\n---\n{Application}\n---\n{Configuration}";
}
