namespace BackupConsole.Sandbox.SampleData.Company;

/// <summary>The manifests of the company's workloads.</summary>
internal static class WorkloadManifests
{
    public const string Storefront = """
        kind: Deployment
        metadata:
          name: storefront
          namespace: web
          labels: {app.kubernetes.io/name: storefront}
          annotations:
            blueprint.kubestash.com/name: workloads
            blueprint.kubestash.com/namespace: web
            deployment.kubernetes.io/revision: "1"
            variables.kubestash.com/namespace: web
            variables.kubestash.com/paths: /srv/media
            variables.kubestash.com/repoName: storefront-repo
            variables.kubestash.com/targetName: storefront
        spec:
          replicas: 2
          selector: {matchLabels: {app.kubernetes.io/name: storefront}}
          template:
            metadata: {labels: {app.kubernetes.io/name: storefront}}
            spec:
              containers:
              - name: storefront
                image: registry.example/web/storefront:3.8.1
                ports: [{containerPort: 8080, name: http, protocol: TCP}]
                volumeMounts: [{name: media, mountPath: /srv/media}]
              volumes:
              - {name: media, persistentVolumeClaim: {claimName: storefront-media}}
        status: {availableReplicas: 2, observedGeneration: 1, readyReplicas: 2, replicas: 2, updatedReplicas: 2}
        """;

    public const string Cms = """
        kind: StatefulSet
        metadata: {name: cms, namespace: web, labels: {app.kubernetes.io/name: cms}}
        spec:
          replicas: 3
          serviceName: cms
          selector: {matchLabels: {app.kubernetes.io/name: cms}}
          template:
            metadata: {labels: {app.kubernetes.io/name: cms}}
            spec:
              containers:
              - name: cms
                image: registry.example/web/cms:11.2.0
                ports: [{containerPort: 8000, name: http, protocol: TCP}]
                volumeMounts: [{name: content, mountPath: /srv/content}]
          volumeClaimTemplates:
          - metadata: {name: content}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}, storageClassName: standard}
        status: {availableReplicas: 3, collisionCount: 0, currentReplicas: 3, observedGeneration: 1, readyReplicas: 3, replicas: 3, updatedReplicas: 3}
        """;

    public const string NodeLogs = """
        kind: DaemonSet
        metadata: {name: node-logs, namespace: web, labels: {app.kubernetes.io/name: node-logs}}
        spec:
          selector: {matchLabels: {app.kubernetes.io/name: node-logs}}
          template:
            metadata: {labels: {app.kubernetes.io/name: node-logs}}
            spec:
              containers:
              - name: collector
                image: registry.example/platform/log-collector:1.4.2
                volumeMounts: [{name: logs, mountPath: /var/log/app}]
              volumes:
              - {name: logs, hostPath: {path: /var/log/app}}
        status: {currentNumberScheduled: 3, desiredNumberScheduled: 3, numberAvailable: 3, numberMisscheduled: 0, numberReady: 3, observedGeneration: 1, updatedNumberScheduled: 3}
        """;

    public const string Operator = """
        kind: Deployment
        metadata:
          name: kubestash-operator
          namespace: stash
          labels: {app.kubernetes.io/name: kubestash-operator}
          annotations: {deployment.kubernetes.io/revision: "1"}
        spec:
          replicas: 1
          selector: {matchLabels: {app.kubernetes.io/name: kubestash-operator}}
          template:
            metadata: {labels: {app.kubernetes.io/name: kubestash-operator}}
            spec:
              serviceAccountName: kubestash-operator
              containers:
              - name: operator
                image: ghcr.io/kubestash/kubestash:v0.29.0
                args: [operator]
        status: {availableReplicas: 1, observedGeneration: 1, readyReplicas: 1, replicas: 1, updatedReplicas: 1}
        """;
}
