namespace BackupConsole.Sandbox.Operator.Backends;

/// <summary>
/// The reasons for which backups, restores and storages fail in the sandbox, in one place: what leads to each is in <see cref="SimulatedBackends"/>
/// (storages, repositories, passwords) and <see cref="SourceFailures"/> (what is backed up); pods that do not start are the business of
/// <see cref="Jobs.PodPlacement"/> and <see cref="Jobs.PodStart"/>. Texts that people search for are those of the real tools.
/// </summary>
/// <remarks>
/// What a person sees: a storage that cannot be opened has <c>BackendInitialized</c> False with <see cref="Failure.Error"/> and a Warning event of the
/// condition's reason; an executor logs <see cref="Failure.Log"/> and its error, ends with <see cref="Failure.ExitCode"/>, and its Job gets the event
/// <c>BackoffLimitExceeded</c>; the component of the Snapshot carries the error, or, when the tool was killed, the Snapshot gets <c>BackupIncomplete</c>.
/// </remarks>
internal static class Failures
{
    /// <summary>The Secret of a storage is missing. Condition BackendSecretFound.</summary>
    public static Failure SecretMissing(string secret) => new("secret-missing", [$"failed to get storage Secret: secrets \"{secret}\" not found"], $"secrets \"{secret}\" not found");

    /// <summary>A Secret lacks a key.</summary>
    public static Failure KeyMissing(string key) => new("key-missing", [], $"missing {key} key");

    /// <summary>The storage does not accept the credentials.</summary>
    public static Failure AccessDenied(string provider) => new(
        "access-denied",
        ["Fatal: unable to open repository: Stat: Access Denied."],
        provider switch
        {
            "gcs" => "blob (code=PermissionDenied): googleapi: Error 403: the service account does not have storage.objects.get access",
            "azure" => "blob (code=PermissionDenied): AuthenticationFailed: Server failed to authenticate the request, status code: 403",
            _ => "blob (code=PermissionDenied): AccessDenied: Access Denied, status code: 403",
        });

    /// <summary>A storage without Secret, whose ServiceAccount carries no cloud identity.</summary>
    public static Failure NoIdentity(string account) => new(
        "no-identity", ["AccessDenied: failed to retrieve credentials"], $"failed to retrieve credentials: ServiceAccount \"{account}\" is missing or carries no identity of the cloud");

    /// <summary>The endpoint's host name does not exist.</summary>
    public static Failure Unreachable(string host) => new(
        "unreachable", [$"Fatal: unable to open config file: Stat: dial tcp: lookup {host}: no such host"], $"blob (code=Unknown): dial tcp: lookup {host}: no such host");

    /// <summary>There is no such bucket or container.</summary>
    public static Failure NoSuchBucket(string bucket) => new(
        "no-such-bucket", ["Fatal: unable to open repository: The specified bucket does not exist"], $"blob (code=NotFound): NoSuchBucket: The specified bucket does not exist: {bucket}, status code: 404");

    /// <summary>The bucket is in another region.</summary>
    public static Failure WrongRegion(string given, string wanted) => new(
        "wrong-region", [$"the region '{given}' is wrong; expecting '{wanted}'"], $"blob (code=Unknown): AuthorizationHeaderMalformed: the region '{given}' is wrong; expecting '{wanted}', status code: 400");

    /// <summary>The endpoint's certificate is of a private authority.</summary>
    public static Failure UnknownAuthority(string host) => new(
        "unknown-authority", ["x509: certificate signed by unknown authority"], $"blob (code=Unknown): Get \"https://{host}/\": x509: certificate signed by unknown authority");

    /// <summary>A local volume cannot be written.</summary>
    public static Failure VolumeNotWritable(string path) => new(
        "volume-not-writable", [$"open {path}/metadata.yaml: permission denied"], $"open {path}/metadata.yaml: permission denied");

    /// <summary>No space is left in the bucket.</summary>
    public static Failure BucketFull(string bucket) => new(
        "bucket-full", ["Save(<data>) returned error, retrying: QuotaExceeded", "Fatal: unable to save snapshot: QuotaExceeded"], $"Fatal: unable to save snapshot: QuotaExceeded: bucket {bucket} has reached its quota");

    /// <summary>The encryption Secret is missing.</summary>
    public static Failure EncryptionSecretMissing(string secret) => new("encryption-secret-missing", [], $"secrets \"{secret}\" not found");

    /// <summary>The repository was written with another password.</summary>
    public static Failure WrongPassword() => new("wrong-password", ["Fatal: wrong password or no key found"], "Fatal: wrong password or no key found", 12);

    /// <summary>Somebody holds the repository locked.</summary>
    public static Failure Locked(string repository, string holder) => new(
        "locked",
        [$"Exclusive lock found (held by {holder}). Waiting up to 1h0m0s for it to be released"],
        $"timeout waiting for exclusive lock to be released in repository {repository}",
        Patience: 3600);

    /// <summary>Old data cannot be removed while somebody reads the repository or keeps it locked.</summary>
    public static Failure PruneLocked(string holder) => new(
        "prune-locked",
        [$"Fatal: unable to create lock in backend: repository is already locked by {holder}"],
        $"unable to create lock in backend: repository is already locked exclusively by PID 21 on {holder} (UID 65535)");

    /// <summary>The credentials may write but not delete.</summary>
    public static Failure DeleteDenied() => new(
        "delete-denied", ["Remove(<snapshot>) returned error, retrying: AccessDenied"], "unable to remove snapshot: AccessDenied: the credentials do not allow s3:DeleteObject, status code: 403");

    /// <summary>Objects vanished from the repository.</summary>
    public static Failure Corrupted() => new(
        "corrupted", ["error for tree 5f2a91c3: ciphertext verification failed", "Fatal: repository contains errors"], "Fatal: repository contains errors: ciphertext verification failed");

    /// <summary>Files may not be read.</summary>
    public static Failure Unreadable(string path) => new(
        "unreadable",
        [$"{{\"message_type\":\"error\",\"error\":{{\"message\":\"open {path}: permission denied\"}},\"during\":\"archival\",\"item\":\"{path}\"}}", "Fatal: failed to read all source data during backup"],
        "Fatal: unable to save snapshot: failed to read all source data during backup",
        3);

    /// <summary>The container needs more memory than it may have.</summary>
    public static Failure OutOfMemory() => new("out-of-memory", ["signal: killed"], "signal: killed", 137, "OOMKilled", LeavesComponent: false);

    /// <summary>The database does not accept the credentials.</summary>
    public static Failure DatabaseRefuses(string user, string host) => new(
        "database-refuses", [$"Access denied for user '{user}'@'{host}' (using password: YES)"], $"failed to dump database: access denied for user '{user}'@'{host}'");

    /// <summary>The Secret with a database's credentials is missing.</summary>
    public static Failure DatabaseSecretMissing(string secret) => new("database-secret-missing", [], $"failed to dump database: secrets \"{secret}\" not found");

    /// <summary>No class for volume snapshots.</summary>
    public static Failure NoSnapshotClass(string name) => new(
        "no-snapshot-class", [], name.Length == 0 ? "no VolumeSnapshotClass is set as default" : $"failed to get VolumeSnapshotClass \"{name}\": not found");

    /// <summary>A VolumeSnapshot that is to be restored is gone.</summary>
    public static Failure VolumeSnapshotMissing(string name) => new("volume-snapshot-missing", [], $"volumesnapshots.snapshot.storage.k8s.io \"{name}\" not found");

    /// <summary>The target has gone since the run began.</summary>
    public static Failure TargetMissing(string what) => new("target-missing", [], $"{what} not found");

    /// <summary>The deadline passed.</summary>
    public static Failure DeadlineExceeded() => new("deadline", ["context deadline exceeded"], "deadline exceeded");
}
