using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.SampleData.Company;

/// <summary>The company's BackupStorages, the Secrets of backups, and what hooks and verification use.</summary>
internal static class Storages
{
    /// <summary>An S3-compatible store of the company's own.</summary>
    public static ObjectKey Default { get; } = new("stash", "default");

    /// <summary>Azure, for copies outside.</summary>
    public static ObjectKey Archive { get; } = new("stash", "archive");

    /// <summary>An NFS share for the web team.</summary>
    public static ObjectKey Share { get; } = new("web", "team-share");

    /// <summary>The password most repositories are encrypted with.</summary>
    public static ObjectKey Encryption { get; } = new("stash", "encryption");

    /// <summary>The password of the finance department.</summary>
    public static ObjectKey FinanceEncryption { get; } = new("finance", "encryption");

    /// <summary>A Secret somebody made anew with the wrong key.</summary>
    public static ObjectKey InvoicesEncryption { get; } = new("finance", "invoices-encryption");

    /// <summary>The Secrets. What looks like credentials is not: no such service exists.</summary>
    public const string Secrets = """
        kind: Secret
        metadata: {name: s3-credentials, namespace: stash}
        type: Opaque
        stringData: {AWS_ACCESS_KEY_ID: sandbox-access-key, AWS_SECRET_ACCESS_KEY: not-a-real-secret}
        ---
        kind: Secret
        metadata: {name: azure-credentials, namespace: stash}
        type: Opaque
        stringData: {AZURE_ACCOUNT_KEY: bm90LWEtcmVhbC1rZXk=}
        ---
        kind: Secret
        metadata: {name: encryption, namespace: stash}
        type: Opaque
        stringData: {RESTIC_PASSWORD: not-a-real-password}
        ---
        kind: Secret
        metadata: {name: encryption, namespace: finance}
        type: Opaque
        stringData: {RESTIC_PASSWORD: not-a-real-password-either}
        """;

    /// <summary>The Secret whose key has the wrong name.</summary>
    public const string MistakenSecret = """
        kind: Secret
        metadata:
          name: invoices-encryption
          namespace: finance
          annotations: {note: made anew after the move to the new vault}
        type: Opaque
        stringData: {password: not-a-real-password}
        """;

    /// <summary>The BackupStorages, but for their status.</summary>
    public const string Manifests = """
        kind: BackupStorage
        metadata: {name: default, namespace: stash, labels: {team: platform}}
        spec:
          default: true
          deletionPolicy: Delete
          runtimeSettings: {}
          storage:
            provider: s3
            s3: {bucket: sandbox-backups, endpoint: https://objects.storage.example, prefix: main, region: eu-central, secretName: s3-credentials}
          usagePolicy: {allowedNamespaces: {from: All}}
        ---
        kind: BackupStorage
        metadata: {name: archive, namespace: stash, labels: {team: platform}}
        spec:
          deletionPolicy: Delete
          runtimeSettings: {}
          storage:
            provider: azure
            azure: {container: sandbox-archive, maxConnections: 8, prefix: offsite, secretName: azure-credentials, storageAccount: sandboxarchive}
          usagePolicy:
            allowedNamespaces:
              from: Selector
              selector: {matchLabels: {backup.example/offsite: allowed}}
        ---
        kind: BackupStorage
        metadata: {name: team-share, namespace: web, labels: {team: web}}
        spec:
          deletionPolicy: Delete
          runtimeSettings: {pod: {securityContext: {fsGroup: 65534}}}
          storage:
            provider: local
            local:
              mountPath: /backups
              subPath: web
              nfs: {path: /exports/backups, server: nfs.storage.example}
          usagePolicy: {allowedNamespaces: {from: Same}}
        """;

    /// <summary>HookTemplates and the BackupVerifier.</summary>
    public const string Helpers = """
        kind: HookTemplate
        metadata: {name: flush-cache, namespace: web}
        spec:
          usagePolicy: {allowedNamespaces: {from: Same}}
          params:
          - {name: folder, usage: Folder whose buffers are written out., required: false, default: /srv/content}
          action:
            containerName: cms
            exec: {command: [/bin/sh, -c, 'sync "${folder}" && cms-admin cache flush']}
          executor:
            type: Pod
            pod: {selector: app.kubernetes.io/name=cms, strategy: ExecuteOnAll}
        ---
        kind: HookTemplate
        metadata: {name: notify, namespace: stash}
        spec:
          usagePolicy: {allowedNamespaces: {from: All}}
          action:
            httpPost:
              host: chat.example
              port: 443
              scheme: HTTPS
              path: /hooks/backups
              httpHeaders:
              - {name: Content-Type, value: application/json}
              body: '{"text": "{{ .Namespace }}/{{ .Name }} of {{ .Target }}: {{ .Status.Phase }} {{ .Status.Error }}"}'
          executor: {type: Operator}
        ---
        kind: HookTemplate
        metadata: {name: pause-imports, namespace: analytics}
        spec:
          usagePolicy: {allowedNamespaces: {from: Same}}
          action:
            httpGet: {host: imports.analytics.svc, port: 8080, scheme: HTTP, path: /pause}
          executor: {type: Operator}
        ---
        kind: BackupVerifier
        metadata: {name: ledger-check, namespace: finance}
        spec:
          type: Query
          function: kubedbverifier
          restoreOption:
            target: {apiGroup: kubedb.com, kind: MySQL, name: ledger-trial, namespace: finance}
            addonInfo:
              name: mysql-addon
              tasks:
              - {name: logical-backup-restore}
          query:
            mySQL:
            - {database: ledger, table: entries, rowCount: {operator: GreaterThanOrEqual, value: 1000}}
          scheduler:
            schedule: 30 4 * * *
            jobTemplate: {backoffLimit: 1}
          sessionHistoryLimit: 20
        """;
}
