namespace BackupConsole.Sandbox.Operator.Model;

/// <summary>Values of the component label: what a Job is for.</summary>
internal static class JobComponents
{
    public const string Backup = "kubestash-backup";
    public const string Restore = "kubestash-restore";
    public const string Initializer = "kubestash-initializer";
    public const string Cleaner = "kubestash-cleaner";
    public const string Retention = "kubestash-retention-policy";
    public const string Hook = "kubestash-hook";
    public const string Populator = "kubestash-populator";
    public const string Verifier = "kubestash-backup-verifier";
}
