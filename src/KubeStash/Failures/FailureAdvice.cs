using System.Collections.Immutable;

namespace BackupConsole.KubeStash.Failures;

/// <summary>What a known failure means, and what helps.</summary>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Help">What to do about it, in a sentence or two.</param>
public sealed record FailureAdvice(string Title, string Help)
{
    private static readonly FailureAdvice NotReady = new("The configuration was not ready", "See the BackupConfiguration: its storage, target or addon is missing.");

    private static readonly ImmutableArray<(string[] Words, FailureAdvice Advice)> Known =
    [
        (["wrong password or no key found"], new("The encryption password is not the repository's", "The Secret with RESTIC_PASSWORD was changed, or another one is named. Put the first password back: data written with it cannot be read with another.")),
        (["not found in addon"], new("The addon has no such task", "Name a task that the Addon has: its page lists them.")),
        (["secrets \""], new("The Secret with the credentials is missing", "Create it in the namespace of the BackupStorage, with the keys its provider needs. The storage becomes Ready by itself then.")),
        (["AWS_ACCESS_KEY_ID key", "AWS_SECRET_ACCESS_KEY key", "AZURE_ACCOUNT_KEY key", "GOOGLE_SERVICE_ACCOUNT_JSON_KEY key"], new("The Secret lacks a key", "Give the Secret of the BackupStorage the key that is named.")),
        (["is not allowed to refer", "usage policy", "usagePolicy"], new("Its usage policy does not admit this namespace", "Let the usage policy of the object that is referred to admit the namespace, or refer to another one.")),
        (["RESTIC_PASSWORD"], new("The encryption Secret lacks its password", "Give the Secret that the session names a key RESTIC_PASSWORD.")),
        (["access key id", "InvalidAccessKeyId", "SignatureDoesNotMatch", "access denied.", "Access Denied,", "AccessDenied", "PermissionDenied", "403 Forbidden", "AuthorizationFailure"], new("The storage refused the credentials", "Put a valid key into the Secret of the BackupStorage, and let it read, write and delete in the bucket. The next run uses it.")),
        (["NoSuchBucket", "bucket does not exist", "ContainerNotFound"], new("The bucket is not there", "Create the bucket or container, or correct its name in the BackupStorage.")),
        (["no such host", "connection refused", "i/o timeout", "dial tcp"], new("The storage cannot be reached", "Check endpoint, name service and network policies between the namespace of the backup and the storage.")),
        (["x509", "certificate signed by unknown authority"], new("The storage's certificate is not trusted", "Give the BackupStorage the authority's certificate (CA_CERT_DATA in its Secret).")),
        (["no space left", "disk full", "quota exceeded"], new("There is no space left", "Make room in the storage, or in the pod's cache volume when the message is about a local path.")),
        (["already locked", "unable to create lock", "exclusive lock"], new("The repository was locked by another run", "A run that was cut short leaves a lock behind; old ones are removed by the next run. Two clusters must not write to one folder.")),
        (["permission denied", "failed to read all source data"], new("Files could not be read", "The pod runs as another user than the files' owner. Set runAsUser in the session's security context to the owner, or to 0.")),
        (["signal: killed", "OOMKilled", "exit code 137"], new("The pod ran out of memory", "Give the task's container more memory in the session's runtime settings.")),
        (["terminated before completion", "evicted"], new("The pod was killed before it was done", "Look at its state and events while it is there: out of memory, an eviction, or a node that went away. More memory, or another node, helps against the first two.")),
        (["ErrImagePull", "ImagePullBackOff", "pull image"], new("An image could not be pulled", "Check the registry, the image's version and the pull secrets.")),
        (["FailedScheduling", "pending state", "Multi-Attach", "FailedMount"], new("The pod cannot start", "Look at the pod's events: resources, node selectors, or a volume that is in use on another node.")),
        (["password authentication failed", "Access denied for user", "Authentication failed"], new("The database refused the login", "Check the user and password in the Secret that the target's AppBinding names.")),
        (["ciphertext verification failed", "integrity"], new("Stored data are damaged", "Somebody, or a lifecycle rule of the bucket, removed or changed objects. Remove such rules and start a new repository.")),
        (["snapshots.storage.kubestash.com", "no snapshot found", "Snapshot latest was not found"], new("The snapshot to restore is not there", "Choose one of the Repository's snapshots that succeeded; names are looked up in the namespace of the data source. A RestoreSession is not tried again: create a new one.")),
        (["no matches for kind"], new("The cluster does not know the target's kind", "Correct the target's API group and kind, or install what serves them.")),
        (["Failed to verify backup"], new("The restored data did not pass the check", "Compare what the BackupVerifier expects with what was backed up: either the backup lacks data, or the expectation is out of date.")),
        (["already verified", "SnapshotAlreadyVerified"], new("The snapshot had been verified already", "Nothing has to be done: the next snapshot is verified when the schedule comes due.")),
        (["deadline", "timed out", "timeout"], new("It took longer than allowed", "Find out what is slow, or raise the timeout.")),
        (["another backup", "still running", "previous session"], new("An earlier run was still going on", "The interval is shorter than a run takes, or the earlier run hangs.")),
        (["is paused"], new("The configuration is paused", "Resume it; runs are skipped until then.")),
        (["not ready", "NotReady"], NotReady),
    ];

    /// <summary>What is known about a cause; <c>null</c> when it is none of the known ones.</summary>
    public static FailureAdvice? Find(FailureCause cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return cause.Source switch
        {
            FailureSource.Target => new("The target was not found", "Create the object, or name another one. It goes on by itself when the target is there."),
            FailureSource.Dependency => Find(cause.Message) ?? new("Something it needs is not installed", "Install the catalogue of KubeStash that brings it, or name another one."),
            FailureSource.RetentionPolicy => Find(cause.Message) ?? new("The retention policy cannot be used", "Create it, or let the configuration name another one that may be used from its namespace."),
            FailureSource.Storage when Find(cause.Message) is { } particular && particular != NotReady => particular,
            FailureSource.Storage => new("The storage cannot be used", "Its page says why. The configuration becomes Ready by itself when the storage is."),
            _ => Find(cause.Message),
        };
    }

    /// <summary>What is known about a message; <c>null</c> when it is none of the known ones. The more particular meaning wins.</summary>
    public static FailureAdvice? Find(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        foreach ((string[] words, FailureAdvice advice) in Known)
        {
            if (words.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                return advice;
            }
        }

        return null;
    }
}
