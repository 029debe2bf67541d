using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>Watches: the present objects where asked for, then every change, with bookmarks, until the time is up.</summary>
internal sealed class WatchHandler(ClusterState state, ReadHandler reads, CancellationToken stopping)
{
    private const int ShortestDefaultSeconds = 1800;
    private const int LongestDefaultSeconds = 3600;
    private static readonly TimeSpan BookmarkInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastBookmark = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TimerSlack = TimeSpan.FromMilliseconds(100);

    /// <summary>Answers a watch.</summary>
    public async Task WatchAsync(HttpContext context, KindDefinition kind, string? ns)
    {
        IQueryCollection query = context.Request.Query;
        Negotiation negotiation = Negotiation.Of(context.Request, objects: true, stream: true);
        Selection selection = new(kind, ns, query["labelSelector"], query["fieldSelector"]);
        bool bookmarks = RequestInfo.IsTrue(query["allowWatchBookmarks"]);
        bool? initial = query.ContainsKey("sendInitialEvents") ? RequestInfo.IsTrue(query["sendInitialEvents"]) : null;
        Check(query, initial);
        long? asked = ListReader.ParseVersion(query["resourceVersion"]);
        TimeSpan time = Time(query["timeoutSeconds"]);
        bool fromPresent = initial ?? asked is null or 0;
        if (fromPresent && asked > state.Store.Version)
        {
            throw Refusals.VersionTooLarge(asked.Value, state.Store.Version);
        }

        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-cache, private";
        await context.Response.StartAsync(context.RequestAborted);
        WatchWriter writer = new(context.Response.BodyWriter, kind, negotiation, reads.IsOnlyVersion(kind), query["includeObject"].ToString(), state.Time);
        long? from = fromPresent ? null : asked is null or 0 ? state.Store.Version : asked;
        using Subscription? subscription = state.Store.Subscribe(kind.StoreId, from);
        if (subscription is null)
        {
            writer.Error(Refusals.WatchExpired(asked!.Value, state.Store.LastChange(kind.StoreId)));
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            return;
        }

        await RunAsync(context, subscription, selection, writer, time, bookmarks, endsInitial: initial == true && bookmarks);
    }

    private async Task RunAsync(HttpContext context, Subscription subscription, Selection selection, WatchWriter writer, TimeSpan time, bool bookmarks, bool endsInitial)
    {
        PipeWriter output = context.Response.BodyWriter;
        using CancellationTokenSource timeUp = new(time, state.Time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(timeUp.Token, stopping, context.RequestAborted);
        await using ITimer? ticks = bookmarks ? Ticks(subscription, time) : null;
        try
        {
            if (!subscription.Resumes)
            {
                await SendPresentAsync(output, subscription, selection, writer, end.Token);
            }

            if (endsInitial)
            {
                writer.Bookmark(subscription.Version, endsInitial: true);
            }

            await output.FlushAsync(end.Token);
            while (await subscription.Items.WaitToReadAsync(end.Token))
            {
                while (subscription.Items.TryRead(out WatchItem item))
                {
                    Send(item, selection, writer);
                    if (output.UnflushedBytes > 64 * 1024)
                    {
                        await output.FlushAsync(end.Token);
                    }
                }

                await output.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The time is up, the server stops, or the client has gone: the stream simply ends.
        }
    }

    private static async Task SendPresentAsync(PipeWriter output, Subscription subscription, Selection selection, WatchWriter writer, CancellationToken cancellationToken)
    {
        foreach (StoredObject item in selection.From(subscription.Present))
        {
            writer.Event(WatchEventType.Added, item);
            if (output.UnflushedBytes > 64 * 1024)
            {
                await output.FlushAsync(cancellationToken);
            }
        }
    }

    private static void Send(WatchItem item, Selection selection, WatchWriter writer)
    {
        if (item.Change is not { } change)
        {
            writer.Bookmark(item.Version, endsInitial: false);
            return;
        }

        bool before = change.Before is not null && selection.Matches(change.Before);
        bool after = change.Type != WatchEventType.Deleted && selection.Matches(change.Object);
        if (after)
        {
            writer.Event(before ? WatchEventType.Modified : WatchEventType.Added, change.Object);
        }
        else if (before)
        {
            writer.Deleted(change);
        }
    }

    /// <summary>A bookmark a minute, and one shortly before the end.</summary>
    private ITimer Ticks(Subscription subscription, TimeSpan time)
    {
        TimeSpan first = time - LastBookmark is { Ticks: > 0 } last && last < BookmarkInterval ? last : BookmarkInterval;
        DateTimeOffset end = state.Time.GetUtcNow() + time - LastBookmark;
        ITimer timer = null!;
        timer = state.Time.CreateTimer(
            _ =>
            {
                state.Store.Bookmark(subscription);
                TimeSpan left = end - state.Time.GetUtcNow();
                // Timers may fire a little early; that is no reason for a second last bookmark.
                TimeSpan next = left > TimerSlack && left < BookmarkInterval ? left : BookmarkInterval;
                timer?.Change(next, Timeout.InfiniteTimeSpan);
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        timer.Change(first, Timeout.InfiniteTimeSpan);
        return timer;
    }

    private static TimeSpan Time(string? seconds)
    {
        long given = ListReader.Number(seconds) ?? 0;
        return TimeSpan.FromSeconds(given > 0 ? Math.Min(given, int.MaxValue / 1000) : RandomNumberGenerator.GetInt32(ShortestDefaultSeconds, LongestDefaultSeconds));
    }

    private static void Check(IQueryCollection query, bool? initial)
    {
        string match = query["resourceVersionMatch"].ToString();
        FieldError? error = null;
        if (initial is not null && match != "NotOlderThan")
        {
            error = FieldError.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }
        else if (initial is null && match.Length > 0)
        {
            error = FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        }
        else if (query["continue"].ToString().Length > 0)
        {
            error = FieldError.Forbidden("continue", "continue is forbidden for watch");
        }

        if (error is not null)
        {
            throw Refusals.InvalidOptions("ListOptions", error);
        }
    }
}

/// <summary>Writes the lines of one watch.</summary>
internal sealed class WatchWriter(PipeWriter output, KindDefinition kind, Negotiation negotiation, bool asStored, string include, TimeProvider time)
{
    private bool columnsSent;

    /// <summary>An object was added or changed.</summary>
    public void Event(WatchEventType type, StoredObject value)
    {
        if (negotiation.Form == AnswerForm.Whole && asStored)
        {
            Line(type == WatchEventType.Added ? "ADDED"u8 : type == WatchEventType.Modified ? "MODIFIED"u8 : "DELETED"u8, value.Json);
            return;
        }

        Line(Name(type), Shaped(ObjectForms.InVersion(value, kind)));
    }

    /// <summary>An object was deleted, or is no longer selected: then its state before is sent, with the version of the change.</summary>
    public void Deleted(StoredChange change)
    {
        if (change.Type == WatchEventType.Deleted)
        {
            Event(WatchEventType.Deleted, change.Object);
            return;
        }

        JsonObject value = ObjectTexts.Copy(ObjectForms.InVersion(change.Before!, kind));
        ObjectTexts.Metadata(value)["resourceVersion"] = Number(change.Version);
        Line("DELETED", Shaped(value));
    }

    /// <summary>Everything up to a version was sent.</summary>
    public void Bookmark(long version, bool endsInitial)
    {
        JsonObject metadata = new() { ["resourceVersion"] = Number(version), ["creationTimestamp"] = null };
        if (endsInitial)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        JsonObject value = new() { ["kind"] = kind.Resource.Kind, ["apiVersion"] = kind.Resource.ApiVersion, ["metadata"] = metadata };
        Line("BOOKMARK", negotiation.Form == AnswerForm.Whole ? value : Shaped(value));
    }

    /// <summary>The watch cannot go on.</summary>
    public void Error(WriteRefusedException refusal) => Line("ERROR", refusal.ToStatus());

    private JsonObject Shaped(JsonObject value)
    {
        switch (negotiation.Form)
        {
            case AnswerForm.Table:
                bool columns = !columnsSent;
                columnsSent = true;
                return ObjectForms.Table(kind, [value], new JsonObject { ["resourceVersion"] = value.TextOrEmpty("metadata", "resourceVersion") }, include, time.GetUtcNow(), columns);
            case AnswerForm.Metadata:
                return ObjectForms.Partial(value);
            default:
                return value;
        }
    }

    private void Line(string type, JsonObject value) => Line(System.Text.Encoding.ASCII.GetBytes(type), JsonBytes.Write(value));

    private void Line(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        output.Write("{\"type\":\""u8);
        output.Write(type);
        output.Write("\",\"object\":"u8);
        output.Write(json);
        output.Write("}\n"u8);
    }

    private static string Name(WatchEventType type) => type switch { WatchEventType.Added => "ADDED", WatchEventType.Modified => "MODIFIED", _ => "DELETED" };

    private static string Number(long version) => version.ToString(CultureInfo.InvariantCulture);
}
