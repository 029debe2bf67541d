using System.Collections.Frozen;
using System.Globalization;

namespace BackupConsole.Sandbox.ApiServer.Protobuf;

/// <summary>A field of a message.</summary>
/// <param name="Name">Name in JSON; empty when the message's fields stand in its parent.</param>
/// <param name="Type">A scalar type, or the name of a message; empty for what is passed over.</param>
/// <param name="Repeated">Whether it is a list.</param>
/// <param name="Map">Whether it is a map by text.</param>
/// <param name="Optional">Whether zero values count.</param>
internal sealed record MessageField(string Name, string Type, bool Repeated, bool Map, bool Optional);

/// <summary>
/// The numbers of the fields that kubectl sends as protobuf: <c>kubectl create</c> with its generators, <c>auth can-i</c>, <c>create token</c>.
/// A line is a message, a field a number, a name and a type: <c>[T]</c> a list, <c>{T}</c> a map, <c>*T</c> one whose zero counts, <c>-</c> passed over, and <c>^</c>
/// for a name a message that JSON has inline.
/// </summary>
internal static class MessageTable
{
    private const string Text = """
        ObjectMeta: 1 name string; 2 generateName string; 3 namespace string; 4 selfLink -; 5 uid string; 6 resourceVersion string; 7 generation -; 8 creationTimestamp -; 9 deletionTimestamp -; 10 deletionGracePeriodSeconds -; 11 labels {string}; 12 annotations {string}; 13 ownerReferences [OwnerReference]; 14 finalizers [string]; 17 managedFields -
        OwnerReference: 1 kind string; 3 name string; 4 uid string; 5 apiVersion string; 6 controller *bool; 7 blockOwnerDeletion *bool
        LabelSelector: 1 matchLabels {string}; 2 matchExpressions [LabelSelectorRequirement]
        LabelSelectorRequirement: 1 key string; 2 operator string; 3 values [string]
        ConfigMap: 1 metadata ObjectMeta; 2 data {string}; 3 binaryData {bytes}; 4 immutable *bool
        Secret: 1 metadata ObjectMeta; 2 data {bytes}; 3 type string; 4 stringData {string}; 5 immutable *bool
        Namespace: 1 metadata ObjectMeta; 2 spec NamespaceSpec; 3 status -
        NamespaceSpec: 1 finalizers [string]
        ServiceAccount: 1 metadata ObjectMeta; 2 secrets [ObjectReference]; 3 imagePullSecrets [LocalObjectReference]; 4 automountServiceAccountToken *bool
        ObjectReference: 1 kind string; 2 namespace string; 3 name string; 4 uid string; 5 apiVersion string; 6 resourceVersion string; 7 fieldPath string
        LocalObjectReference: 1 name string
        Service: 1 metadata ObjectMeta; 2 spec ServiceSpec; 3 status -
        ServiceSpec: 1 ports [ServicePort]; 2 selector {string}; 3 clusterIP string; 4 type string; 5 externalIPs [string]; 7 sessionAffinity string; 8 loadBalancerIP string; 9 loadBalancerSourceRanges [string]; 10 externalName string; 11 externalTrafficPolicy string; 12 healthCheckNodePort int; 13 publishNotReadyAddresses bool; 17 ipFamilyPolicy *string; 18 clusterIPs [string]; 19 ipFamilies [string]; 22 internalTrafficPolicy *string
        ServicePort: 1 name string; 2 protocol string; 3 port int; 4 targetPort IntOrString; 5 nodePort int; 6 appProtocol *string
        Role: 1 metadata ObjectMeta; 2 rules [PolicyRule]
        ClusterRole: 1 metadata ObjectMeta; 2 rules [PolicyRule]; 3 aggregationRule *AggregationRule
        AggregationRule: 1 clusterRoleSelectors [LabelSelector]
        PolicyRule: 1 verbs [string]; 2 apiGroups [string]; 3 resources [string]; 4 resourceNames [string]; 5 nonResourceURLs [string]
        RoleBinding: 1 metadata ObjectMeta; 2 subjects [Subject]; 3 roleRef RoleRef
        ClusterRoleBinding: 1 metadata ObjectMeta; 2 subjects [Subject]; 3 roleRef RoleRef
        Subject: 1 kind string; 2 apiGroup string; 3 name string; 4 namespace string
        RoleRef: 1 apiGroup string; 2 kind string; 3 name string
        SelfSubjectAccessReview: 1 metadata -; 2 spec AccessReviewSpec; 3 status -
        LocalSubjectAccessReview: 1 metadata -; 2 spec AccessReviewSpec; 3 status -
        SubjectAccessReview: 1 metadata -; 2 spec AccessReviewSpec; 3 status -
        AccessReviewSpec: 1 resourceAttributes *ResourceAttributes; 2 nonResourceAttributes *NonResourceAttributes; 3 user string; 4 groups [string]; 6 uid string
        ResourceAttributes: 1 namespace string; 2 verb string; 3 group string; 4 version string; 5 resource string; 6 subresource string; 7 name string
        NonResourceAttributes: 1 path string; 2 verb string
        SelfSubjectRulesReview: 1 metadata -; 2 spec RulesReviewSpec; 3 status -
        RulesReviewSpec: 1 namespace string
        SelfSubjectReview: 1 metadata -; 2 status -
        TokenReview: 1 metadata -; 2 spec TokenReviewSpec; 3 status -
        TokenReviewSpec: 1 token string; 2 audiences [string]
        TokenRequest: 1 metadata -; 2 spec TokenRequestSpec; 3 status -
        TokenRequestSpec: 1 audiences [string]; 3 boundObjectRef -; 4 expirationSeconds *int
        Deployment: 1 metadata ObjectMeta; 2 spec DeploymentSpec; 3 status -
        DeploymentSpec: 1 replicas *int; 2 selector *LabelSelector; 3 template PodTemplateSpec; 4 strategy DeploymentStrategy; 5 minReadySeconds int; 6 revisionHistoryLimit *int; 7 paused bool; 9 progressDeadlineSeconds *int
        DeploymentStrategy: 1 type string; 2 rollingUpdate *RollingUpdate
        RollingUpdate: 1 maxUnavailable *IntOrString; 2 maxSurge *IntOrString
        Job: 1 metadata ObjectMeta; 2 spec JobSpec; 3 status -
        JobSpec: 1 parallelism *int; 2 completions *int; 3 activeDeadlineSeconds *int; 4 selector *LabelSelector; 5 manualSelector *bool; 6 template PodTemplateSpec; 7 backoffLimit *int; 8 ttlSecondsAfterFinished *int; 9 completionMode *string; 10 suspend *bool; 14 podReplacementPolicy *string
        CronJob: 1 metadata ObjectMeta; 2 spec CronJobSpec; 3 status -
        CronJobSpec: 1 schedule string; 2 startingDeadlineSeconds *int; 3 concurrencyPolicy string; 4 suspend *bool; 5 jobTemplate JobTemplateSpec; 6 successfulJobsHistoryLimit *int; 7 failedJobsHistoryLimit *int; 8 timeZone *string
        JobTemplateSpec: 1 metadata ObjectMeta; 2 spec JobSpec
        Pod: 1 metadata ObjectMeta; 2 spec PodSpec; 3 status -
        PodTemplateSpec: 1 metadata ObjectMeta; 2 spec PodSpec
        PodSpec: 1 volumes [Volume]; 2 containers [Container]; 3 restartPolicy string; 4 terminationGracePeriodSeconds *int; 5 activeDeadlineSeconds *int; 6 dnsPolicy string; 7 nodeSelector {string}; 8 serviceAccountName string; 9 serviceAccount string; 10 nodeName string; 11 hostNetwork bool; 12 hostPID bool; 13 hostIPC bool; 14 securityContext *PodSecurityContext; 15 imagePullSecrets [LocalObjectReference]; 16 hostname string; 17 subdomain string; 19 schedulerName string; 20 initContainers [Container]; 21 automountServiceAccountToken *bool; 22 tolerations [Toleration]; 24 priorityClassName string; 25 priority *int; 30 enableServiceLinks *bool; 31 preemptionPolicy *string
        Container: 1 name string; 2 image string; 3 command [string]; 4 args [string]; 5 workingDir string; 6 ports [ContainerPort]; 7 env [EnvVar]; 8 resources ResourceRequirements; 9 volumeMounts [VolumeMount]; 10 livenessProbe *Probe; 11 readinessProbe *Probe; 13 terminationMessagePath string; 14 imagePullPolicy string; 15 securityContext *SecurityContext; 16 stdin bool; 17 stdinOnce bool; 18 tty bool; 19 envFrom [EnvFromSource]; 20 terminationMessagePolicy string; 22 startupProbe *Probe; 24 restartPolicy *string
        ContainerPort: 1 name string; 2 hostPort int; 3 containerPort int; 4 protocol string; 5 hostIP string
        EnvVar: 1 name string; 2 value string; 3 valueFrom *EnvVarSource
        EnvVarSource: 1 fieldRef *ObjectFieldSelector; 2 resourceFieldRef *ResourceFieldSelector; 3 configMapKeyRef *KeySelector; 4 secretKeyRef *KeySelector
        ObjectFieldSelector: 1 apiVersion string; 2 fieldPath string
        ResourceFieldSelector: 1 containerName string; 2 resource string; 3 divisor Quantity
        KeySelector: 1 ^ LocalObjectReference; 2 key string; 3 optional *bool
        EnvFromSource: 1 prefix string; 2 configMapRef *EnvSource; 3 secretRef *EnvSource
        EnvSource: 1 ^ LocalObjectReference; 2 optional *bool
        ResourceRequirements: 1 limits {Quantity}; 2 requests {Quantity}
        VolumeMount: 1 name string; 2 readOnly bool; 3 mountPath string; 4 subPath string; 5 mountPropagation *string; 6 subPathExpr string
        SecurityContext: 1 capabilities *Capabilities; 2 privileged *bool; 4 runAsUser *int; 5 runAsNonRoot *bool; 6 readOnlyRootFilesystem *bool; 7 allowPrivilegeEscalation *bool; 8 runAsGroup *int; 9 procMount *string; 11 seccompProfile *SeccompProfile
        Capabilities: 1 add [string]; 2 drop [string]
        SeccompProfile: 1 type string; 2 localhostProfile *string
        PodSecurityContext: 2 runAsUser *int; 3 runAsNonRoot *bool; 4 supplementalGroups [int]; 5 fsGroup *int; 6 runAsGroup *int; 9 fsGroupChangePolicy *string; 10 seccompProfile *SeccompProfile
        Probe: 1 ^ ProbeHandler; 2 initialDelaySeconds int; 3 timeoutSeconds int; 4 periodSeconds int; 5 successThreshold int; 6 failureThreshold int; 7 terminationGracePeriodSeconds *int
        ProbeHandler: 1 exec *ExecAction; 2 httpGet *HTTPGetAction; 3 tcpSocket *TCPSocketAction
        ExecAction: 1 command [string]
        HTTPGetAction: 1 path string; 2 port IntOrString; 3 host string; 4 scheme string
        TCPSocketAction: 1 port IntOrString; 2 host string
        Toleration: 1 key string; 2 operator string; 3 value string; 4 effect string; 5 tolerationSeconds *int
        Volume: 1 name string; 2 ^ VolumeSource
        VolumeSource: 1 hostPath *HostPath; 2 emptyDir *EmptyDir; 6 secret *SecretVolume; 7 nfs *NFSVolume; 10 persistentVolumeClaim *ClaimVolume; 19 configMap *ConfigMapVolume
        HostPath: 1 path string; 2 type *string
        EmptyDir: 1 medium string; 2 sizeLimit *Quantity
        SecretVolume: 1 secretName string; 2 items [KeyToPath]; 3 defaultMode *int; 4 optional *bool
        NFSVolume: 1 server string; 2 path string; 3 readOnly bool
        ClaimVolume: 1 claimName string; 2 readOnly bool
        ConfigMapVolume: 1 ^ LocalObjectReference; 2 items [KeyToPath]; 3 defaultMode *int; 4 optional *bool
        KeyToPath: 1 key string; 2 path string; 3 mode *int
        """;

    private static readonly FrozenDictionary<string, FrozenDictionary<int, MessageField>> Messages = Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(": ", 2))
        .ToFrozenDictionary(parts => parts[0], parts => parts[1].Split("; ").Select(Field).ToFrozenDictionary(field => field.Number, field => field.Field), StringComparer.Ordinal);

    /// <summary>The fields of a message by number; null when it is not known.</summary>
    public static FrozenDictionary<int, MessageField>? Find(string message) => Messages.GetValueOrDefault(message);

    private static (int Number, MessageField Field) Field(string text)
    {
        string[] parts = text.Trim().Split(' ');
        string type = parts[2];
        bool optional = type[0] == '*';
        bool repeated = type[0] == '[';
        bool map = type[0] == '{';
        string bare = type == "-" ? "" : type.Trim('*', '[', ']', '{', '}');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), new(parts[1] == "^" ? "" : parts[1], bare, repeated, map, optional));
    }
}
