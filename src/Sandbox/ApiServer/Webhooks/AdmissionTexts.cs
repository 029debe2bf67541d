namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>
/// Everything KubeStash's webhooks say, in one place. Where the wording of the real webhooks is known it is kept, as clients recognise refusals by it;
/// the other texts are the sandbox's own.
/// </summary>
internal static class AdmissionTexts
{
    public const string BackendsEmpty = "backend can not be empty";
    public const string NoStorageReference = "no storage reference";
    public const string SessionsEmpty = "sessions can not be empty";
    public const string SessionNameEmpty = "session name can not be empty";
    public const string BackendNameEmpty = "backend name can not be empty";
    public const string RepositoryNameEmpty = "repository name can not be empty";
    public const string SpecUpdated = "spec can not be updated";
    public const string RepositoryPathUpdated = "repository path can not be updated";
    public const string RetentionRuleMissing = "one of maxRetentionPeriod and successfulSnapshots policy must be provided";
    public const string ManyDefaultStorages = "multiple default BackupStorages are not allowed within the same namespace";
    public const string ManyDefaultPolicies = "multiple default RetentionPolicies are not allowed within the same namespace";
    public const string StorageInUse = "BackupStorage is currently in use and cannot be modified";
    public const string SamePlace = "no two BackupStorage should point to the same directory of the same bucket";
    public const string SnapshotEmpty = "snapshot can not be empty";
    public const string RepositoryEmptyForLatest = "repository can not be empty for latest snapshot";
    public const string RepositoryEmptyForPitr = "repository can not be empty for point in time recovery";
    public const string TargetTimeEmpty = "targetTime can not be empty for point in time recovery";
    public const string DataSourceEmpty = "dataSource can not be empty";
    public const string AddonEmpty = "addon can not be empty";
    public const string AddonNameEmpty = "addon name can not be empty";
    public const string TasksEmpty = "addon tasks can not be empty";
    public const string TaskNameEmpty = "addon task name can not be empty";
    public const string SelectorMissing = "selector can not be empty when allowedNamespaces.from is Selector";
    public const string ExecutorEmpty = "executor can not be empty";
    public const string ExecutorTypeEmpty = "executor type can not be empty";
    public const string ActionEmpty = "action can not be empty";
    public const string ActionNotOne = "exactly one of exec, httpGet, httpPost and tcpSocket must be given as action";
    public const string FunctionNameEmpty = "function name can not be empty for executor type Function";
    public const string PodSelectorEmpty = "pod selector can not be empty for executor type Pod";
    public const string TemplateEmpty = "backupConfigurationTemplate can not be empty";
    public const string ProviderEmpty = "storage provider can not be empty";
    public const string MountPathEmpty = "mountPath can not be empty for local storage";

    public static string DuplicateBackend(string name) => $"duplicate backend name \"{name}\"";

    public static string DuplicateSession(string name) => $"duplicate session name \"{name}\"";

    public static string DuplicateRepository(string name, string session) => $"duplicate repository name \"{name}\" in session \"{session}\"";

    public static string NoRetentionPolicy(string backend) => $"no RetentionPolicy is found for backend \"{backend}\"";

    public static string NoScheduler(string session) => $"scheduler can not be empty for session \"{session}\"";

    public static string InSession(string text, string session) => $"{text} for session \"{session}\"";

    public static string NoRepositories(string session) => $"repositories can not be empty for session \"{session}\"";

    public static string BackendMismatch(string backend, string repository) => $"backend \"{backend}\" of repository \"{repository}\" does not match any of the backends";

    public static string NoDirectory(string repository) => $"directory can not be empty for repository \"{repository}\"";

    public static string SameDirectory(string directory, string first, string second) =>
        $"repositories \"{first}\" and \"{second}\" can not use the same directory \"{directory}\"";

    public static string DirectoryTaken(string directory, string repository) => $"directory \"{directory}\" is already used by repository \"{repository}\"";

    public static string OtherTarget(string repository) => $"repository \"{repository}\" already exists in the cluster with a different target reference";

    public static string OtherStorage(string repository) => $"repository \"{repository}\" already exists in the cluster with a different storage reference";

    public static string NotAllowed(string ns, string kind, string ownerNamespace, string name) => $"namespace \"{ns}\" is not allowed to refer {kind} {ownerNamespace}/{name}";

    public static string BadPeriod(string period) => $"invalid maxRetentionPeriod \"{period}\": write numbers with units, largest first, such as 30d or 1y6mo; the units are y, mo, w, d, h and m";

    public static string UnknownProvider(string provider) => $"unknown storage provider \"{provider}\": it must be one of s3, gcs, azure and local";

    public static string NoStorageSettings(string provider) => $"{provider} settings can not be empty for storage provider {provider}";

    public static string NoBucket(string provider) => $"bucket can not be empty for storage provider {provider}";

    public static string BadPodSelector(string selector) => $"invalid pod selector \"{selector}\": it must be a list of key=value pairs";

    public static string HookField(string field, string hook) => $"{field} can not be empty for hook \"{hook}\"";

    public static string RequiredField(string field) => $"{field} can not be empty";
}
