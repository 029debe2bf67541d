using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Operator.Model;

namespace BackupConsole.Sandbox.Operator.Backends;

/// <summary>
/// The clouds and volumes behind BackupStorages. They hold no bytes, yet they answer as real ones would:
/// <list type="bullet">
/// <item>a credential is wrong when a value holds the word <c>wrong</c>, <c>invalid</c> or <c>expired</c>, or when it is not the one the place was first opened with;</item>
/// <item>a credential that holds <c>no-delete</c> may write but not delete;</item>
/// <item>hosts that end in <c>.invalid</c> do not exist; hosts that begin with <c>private-ca.</c> have certificates of a private authority (mended by
/// <c>CA_CERT_DATA</c> in the Secret or <c>insecureTLS</c>); an Amazon host that names another region than <c>region</c> refuses;</item>
/// <item>buckets that begin with <c>no-such-</c> do not exist, and those that end in <c>-full</c> have no space left;</item>
/// <item>a repository's password is the one it was first written with; folders remember the repositories whose objects were removed without their data.</item>
/// </list>
/// </summary>
internal sealed class SimulatedBackends(OperatorContext context)
{
    private static readonly string[] TellingWords = ["wrong", "invalid", "expired"];
    private readonly BackendMemory memory = new(context);

    /// <summary>What is known about places beyond the objects of the cluster.</summary>
    public BackendMemory Memory => memory;

    /// <summary>Why a storage cannot be opened; null when it can. Says nothing about the rights on local volumes, which only a pod can find out.</summary>
    public Failure? Open(JsonObject storage)
    {
        StorageSettings settings = new(storage);
        return settings.IsLocal ? null
            : settings.Host.EndsWith(".invalid", StringComparison.Ordinal) ? Failures.Unreachable(settings.Host)
            : settings.Secret.Length == 0 ? CheckIdentity(storage.Namespace(), settings)
            : CheckSecret(storage, settings);
    }

    /// <summary>The Secret that is missing; null when it is there or none is needed.</summary>
    public string? MissingSecret(JsonObject storage)
    {
        StorageSettings settings = new(storage);
        return !settings.IsLocal && settings.Secret.Length > 0 && context.Get(CoreKinds.Secret, storage.Namespace(), settings.Secret) is null ? settings.Secret : null;
    }

    /// <summary>Whether the initializer can write to a local volume: other users' volumes need a group, or user 0.</summary>
    public static Failure? CheckVolume(JsonObject storage)
    {
        StorageSettings settings = new(storage);
        JsonNode? pod = storage.At("spec", "runtimeSettings", "pod", "securityContext");
        JsonNode? container = storage.At("spec", "runtimeSettings", "container", "securityContext");
        bool writable = settings.Volume?["emptyDir"] is not null || pod.At("fsGroup") is not null || pod.Number("runAsUser") == 0 || container.Number("runAsUser") == 0;
        return writable ? null : Failures.VolumeNotWritable(settings.MountPath);
    }

    /// <summary>Notes the credentials a place was opened with; from then on they are the right ones.</summary>
    public void Register(JsonObject storage)
    {
        StorageSettings settings = new(storage);
        if (settings.Secret.Length > 0 && context.Get(CoreKinds.Secret, storage.Namespace(), settings.Secret) is { } secret)
        {
            memory.Remember(BackendMemory.Credential, settings.Place, Credential(settings, secret));
        }
    }

    /// <summary>Why a repository cannot be opened with a password; null when it can.</summary>
    /// <param name="encryptionSecret">Reference to the Secret; null for a repository without one.</param>
    /// <param name="ns">Namespace of whoever refers to the Secret.</param>
    /// <param name="writes">Whether it is to be written: then a new repository takes the password.</param>
    public Failure? Unlock(JsonObject repository, JsonObject storage, JsonNode? encryptionSecret, string ns, bool writes)
    {
        string password = "";
        if (encryptionSecret.Text("name") is { Length: > 0 } name)
        {
            JsonObject? secret = context.Get(CoreKinds.Secret, Targets.NamespaceOf(encryptionSecret, ns), name);
            if (secret is null)
            {
                return Failures.EncryptionSecretMissing(name);
            }

            if (Secrets.Value(secret, "RESTIC_PASSWORD") is not { } value)
            {
                return Failures.KeyMissing("RESTIC_PASSWORD");
            }

            password = value;
        }

        string place = PlaceOf(repository, storage);
        string fingerprint = Chance.Fingerprint(password);
        string? known = memory.Recall(BackendMemory.Password, place);
        if (known is null && writes)
        {
            memory.Remember(BackendMemory.Password, place, fingerprint);
        }

        return known is null || known == fingerprint ? null : Failures.WrongPassword();
    }

    /// <summary>Why new data cannot be saved; null when they can.</summary>
    public static Failure? Save(JsonObject storage)
    {
        StorageSettings settings = new(storage);
        return settings.Bucket.EndsWith("-full", StringComparison.Ordinal) ? Failures.BucketFull(settings.Bucket) : null;
    }

    /// <summary>Why old data cannot be removed from a repository; null when they can.</summary>
    public Failure? Prune(JsonObject repository, JsonObject storage)
    {
        StorageSettings settings = new(storage);
        return repository.Annotation(Levers.LockedBy) is { Length: > 0 } holder ? Failures.PruneLocked(holder)
            : repository.Annotation(Levers.ReadBy) is { Length: > 0 } reader ? Failures.PruneLocked(reader)
            : settings.Secret.Length > 0 && context.Get(CoreKinds.Secret, storage.Namespace(), settings.Secret) is { } secret
                && Values(settings, secret).Any(value => value.Contains("no-delete", StringComparison.OrdinalIgnoreCase)) ? Failures.DeleteDenied()
            : null;
    }

    /// <summary>Who holds a repository locked against everybody; null when nobody does.</summary>
    public static Failure? Lock(JsonObject repository) =>
        repository.Annotation(Levers.LockedBy) is { Length: > 0 } holder ? Failures.Locked(repository.Name(), holder) : null;

    /// <summary>The storage of a repository; null when it is missing.</summary>
    public JsonObject? StorageOf(JsonObject repository) => repository.At("spec", "storageRef") is { } reference
        ? context.Get(KubeStashKinds.BackupStorage, Targets.NamespaceOf(reference, repository.Namespace()), reference.TextOrEmpty("name"))
        : null;

    /// <summary>Identifies the folder of a repository.</summary>
    public static string PlaceOf(JsonObject repository, JsonObject storage) => $"{new StorageSettings(storage).Place}|{repository.TextOrEmpty("spec", "path").Trim('/')}";

    private Failure? CheckIdentity(string ns, StorageSettings settings)
    {
        if (settings.Account.Length == 0)
        {
            return CheckPlace(settings, null);
        }

        JsonObject? account = context.Get(CoreKinds.ServiceAccount, ns, settings.Account);
        return account.Count("metadata", "annotations") > 0 ? CheckPlace(settings, null) : Failures.NoIdentity(settings.Account);
    }

    private Failure? CheckSecret(JsonObject storage, StorageSettings settings)
    {
        if (context.Get(CoreKinds.Secret, storage.Namespace(), settings.Secret) is not { } secret)
        {
            return Failures.SecretMissing(settings.Secret);
        }

        if (settings.SecretKeys.FirstOrDefault(key => string.IsNullOrEmpty(Secrets.Value(secret, key))) is { } missing)
        {
            return Failures.KeyMissing(missing);
        }

        bool saysWrong = Values(settings, secret).Any(value => TellingWords.Any(word => value.Contains(word, StringComparison.OrdinalIgnoreCase)));
        bool differs = memory.Recall(BackendMemory.Credential, settings.Place) is { } known && known != Credential(settings, secret);
        return saysWrong || differs ? Failures.AccessDenied(settings.Provider) : CheckPlace(settings, secret);
    }

    private static Failure? CheckPlace(StorageSettings settings, JsonObject? secret)
    {
        if (settings.Host.StartsWith("private-ca.", StringComparison.Ordinal) && !settings.SkipsCertificateCheck && Secrets.Value(secret, "CA_CERT_DATA") is null)
        {
            return Failures.UnknownAuthority(settings.Host);
        }

        string[] host = settings.Host.Split('.');
        return settings.Bucket.StartsWith("no-such-", StringComparison.Ordinal) ? Failures.NoSuchBucket(settings.Bucket)
            : settings.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal) && host is ["s3", { } region, "amazonaws", "com"] && settings.Region.Length > 0 && region != settings.Region
                ? Failures.WrongRegion(settings.Region, region)
            : null;
    }

    private static IEnumerable<string> Values(StorageSettings settings, JsonObject secret) => settings.SecretKeys.Select(key => Secrets.Value(secret, key) ?? "");

    private static string Credential(StorageSettings settings, JsonObject secret) => Chance.Fingerprint(string.Join('\n', Values(settings, secret)));
}
