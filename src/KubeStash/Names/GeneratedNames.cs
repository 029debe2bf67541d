using System.Globalization;

namespace BackupConsole.KubeStash.Names;

/// <summary>
/// Names KubeStash gives to what it creates. Where they are too long their middle is cut out, so a name is never to be taken apart:
/// follow references and labels instead.
/// </summary>
public static class GeneratedNames
{
    /// <summary>Longest generated name: it also becomes a label value and the name of a Job, whose limit this is.</summary>
    public const int MaxLength = 63;

    /// <summary>Longest name of a CronJob, which adds up to 11 characters to make the names of its Jobs.</summary>
    public const int MaxCronJobLength = 52;

    private const int Head = 32;

    /// <summary>
    /// Joins parts with dashes. Of a result that is too long the first 32 and the last 31 characters stay, without anything between; dashes at
    /// both ends go.
    /// </summary>
    public static string Join(params ReadOnlySpan<string> parts) => Cut(string.Join('-', parts), Head, MaxLength);

    /// <summary>A run of a session: <c>invoker-session-unixseconds</c>.</summary>
    /// <param name="invoker">Name of the BackupConfiguration or BackupBatch.</param>
    /// <param name="session">Name of its session.</param>
    /// <param name="time">When the run is created; whole seconds count. Snapshot names end in the same digits.</param>
    public static string BackupSession(string invoker, string session, DateTimeOffset time) =>
        Join(invoker, session, time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>The snapshot a run makes in a repository: <c>repository-backupsession</c>.</summary>
    public static string Snapshot(string repository, string backupSession) => Join(repository, backupSession);

    /// <summary>
    /// The CronJob that starts a session: <c>trigger-invoker-session</c>. How KubeStash shortens it beyond the limit of CronJobs is not
    /// published; it is cut here by the same rule, in proportion. Find existing CronJobs by their owner.
    /// </summary>
    public static string TriggerCronJob(string invoker, string session) =>
        Cut(string.Join('-', "trigger", invoker, session), MaxCronJobLength / 2, MaxCronJobLength);

    private static string Cut(string text, int head, int limit)
    {
        string cut = text.Length <= limit ? text : string.Concat(text.AsSpan(0, head), text.AsSpan(text.Length - (limit - head)));
        return cut.Trim('-');
    }
}
