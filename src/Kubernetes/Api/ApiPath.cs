using System.Globalization;
using System.Text;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Api;

/// <summary>Builds request paths. Every segment is escaped, and none can climb out of its place.</summary>
internal sealed class ApiPath
{
    private readonly StringBuilder text;
    private bool hasQuery;

    private ApiPath(string start) => text = new StringBuilder(start);

    /// <summary>A fixed path that holds nothing from outside.</summary>
    public static ApiPath Fixed(string path) => new(path);

    /// <summary>The collection of a kind, in one namespace or, with <c>null</c>, across all.</summary>
    public static ApiPath Collection(ResourceKind kind, string? ns)
    {
        ApiPath path = new(kind.GroupPath);
        if (ns is not null && kind.Namespaced)
        {
            path.Segment("namespaces").Segment(ns);
        }

        return path.Segment(kind.Plural);
    }

    /// <summary>One object, or one of its subresources.</summary>
    public static ApiPath Object(ResourceKind kind, ObjectKey key, string? subresource)
    {
        if (kind.Namespaced && key.Namespace.Length == 0)
        {
            throw new ArgumentException($"A {kind.Kind} needs a namespace.", nameof(key));
        }

        ApiPath path = Collection(kind, kind.Namespaced ? key.Namespace : null).Segment(key.Name);
        return subresource is null ? path : path.Segment(subresource);
    }

    public ApiPath Segment(string segment)
    {
        // Dots are never escaped, so "." and ".." would be resolved away when the address is put together.
        if (segment is "" or "." or ".." || segment.Contains('/', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{segment}' cannot be part of an API server's path.", nameof(segment));
        }

        text.Append('/').Append(Uri.EscapeDataString(segment));
        return this;
    }

    public ApiPath Query(string name, string? value)
    {
        if (value is not null)
        {
            text.Append(hasQuery ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            hasQuery = true;
        }

        return this;
    }

    public ApiPath Query(string name, bool value) => value ? Query(name, "true") : this;

    public ApiPath Query(string name, long? value) => Query(name, value?.ToString(CultureInfo.InvariantCulture));

    public ApiPath Query(ListOptions options) => Query("labelSelector", options.LabelSelector)
        .Query("fieldSelector", options.FieldSelector)
        .Query("limit", options.Limit)
        .Query("continue", options.Continue)
        // A continue token carries its own version; servers refuse both together.
        .Query("resourceVersion", options.Continue is null ? options.ResourceVersion : null)
        .Query("resourceVersionMatch", options.ResourceVersionMatch == ResourceVersionMatch.Unset || options.Continue is not null ? null : options.ResourceVersionMatch.ToString());

    public ApiPath Query(WatchOptions options) => Query("watch", true)
        .Query("allowWatchBookmarks", true)
        .Query("labelSelector", options.LabelSelector)
        .Query("fieldSelector", options.FieldSelector)
        .Query("resourceVersion", options.ResourceVersion)
        .Query("sendInitialEvents", options.SendInitialEvents)
        .Query("resourceVersionMatch", options.SendInitialEvents ? nameof(ResourceVersionMatch.NotOlderThan) : null)
        .Query("timeoutSeconds", options.Timeout is { } timeout ? (long)Math.Ceiling(timeout.TotalSeconds) : null);

    public ApiPath Query(WriteOptions options, string fieldManager) => Query("fieldManager", options.FieldManager ?? fieldManager)
        .Query("dryRun", options.DryRun ? "All" : null)
        .Query("fieldValidation", options.StrictFieldValidation ? "Strict" : null)
        .Query("force", options.Force);

    public ApiPath Query(LogOptions options) => Query("container", options.Container)
        .Query("follow", options.Follow)
        .Query("tailLines", options.TailLines)
        .Query("sinceTime", options.SinceTime?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
        .Query("limitBytes", options.LimitBytes)
        .Query("previous", options.Previous)
        .Query("timestamps", options.Timestamps);

    public override string ToString() => text.ToString();
}
