using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Testing.ApiServer;

/// <summary>Gets, lists, tables and watches.</summary>
internal sealed class ReadHandler(ObjectStore store, FakeFeatures features, TimeProvider time)
{
    public async Task GetAsync(HttpContext context, FakeKind kind, ResourcePath path)
    {
        StoredObject found;
        lock (store.Gate)
        {
            found = store.Find(kind, Objects.Key(path.Namespace, path.Name!)) ?? throw FakeStatusException.NotFound(kind, path.Name!);
        }

        byte[] body = WantsTable(context.Request)
            ? JsonSerializer.SerializeToUtf8Bytes(Table(kind, [found], new JsonObject { ["resourceVersion"] = Text(found.Version) }))
            : found.Json;
        await WriteAsync(context, body);
    }

    public async Task ListAsync(HttpContext context, FakeKind kind, ResourcePath path, RecordedRequest request)
    {
        Selector selector = new(path.Namespace, request["labelSelector"], request["fieldSelector"]);
        StoredObject[] items;
        long version;
        string? after = null;
        lock (store.Gate)
        {
            version = store.Version;
            if (request["continue"] is string token)
            {
                (version, after) = ParseToken(token);
            }
            else if (request["resourceVersion"] is { } asked && asked != "0")
            {
                CheckVersion(asked, request["resourceVersionMatch"]);
            }

            items = [.. store.List(kind).Where(item => (after is null || string.CompareOrdinal(Objects.Key(item.Value), after) > 0) && selector.Matches(item.Value))];
        }

        JsonObject metadata = new() { ["resourceVersion"] = Text(version) };
        // The watch cache, which serves version 0, does not page.
        if (request["limit"] is string limited && int.Parse(limited, CultureInfo.InvariantCulture) is int limit and > 0 && limit < items.Length && request["resourceVersion"] != "0")
        {
            metadata["continue"] = Token(version, Objects.Key(items[limit - 1].Value));
            metadata["remainingItemCount"] = items.Length - limit;
            items = items[..limit];
        }

        if (WantsTable(context.Request))
        {
            await WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(Table(kind, items, metadata)));
            return;
        }

        ArrayBufferWriter<byte> body = new();
        body.Write(Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind.Kind.Kind}List\",\"apiVersion\":\"{kind.Kind.ApiVersion}\",\"metadata\":{metadata.ToJsonString()},\"items\":["));
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                body.Write(","u8);
            }

            body.Write(items[i].Json);
        }

        body.Write("]}\n"u8);
        await WriteAsync(context, body.WrittenMemory);
    }

    public async Task WatchAsync(HttpContext context, FakeKind kind, ResourcePath path, RecordedRequest request)
    {
        bool streamingList = features.StreamingLists && request["sendInitialEvents"] == "true";
        if (streamingList && request["resourceVersionMatch"] != "NotOlderThan")
        {
            throw new FakeStatusException(422, "Invalid", "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }

        using Watcher watcher = new(kind, new Selector(path.Namespace, request["labelSelector"], request["fieldSelector"]), request, streamingList);
        context.Response.ContentType = "application/json";
        bool fromStart = streamingList || request["resourceVersion"] is null or "0";
        try
        {
            store.Watch(watcher, fromStart ? null : long.Parse(request["resourceVersion"]!, CultureInfo.InvariantCulture));
        }
        catch (FakeStatusException expired)
        {
            watcher.Fail(expired); // Real servers have answered 200 by now: the error is a line of the stream.
        }

        try
        {
            await PumpAsync(context, watcher, request);
        }
        finally
        {
            store.Unwatch(watcher);
        }
    }

    private async Task PumpAsync(HttpContext context, Watcher watcher, RecordedRequest request)
    {
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        using CancellationTokenSource timeout = request["timeoutSeconds"] is string seconds
            ? new(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)), time)
            : new();
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, watcher.Cut, context.RequestAborted);
        await using ITimer? bookmarks = request["allowWatchBookmarks"] is "true" or "1" ? Bookmarks(watcher, request["timeoutSeconds"]) : null;
        try
        {
            while (await watcher.Lines.WaitToReadAsync(either.Token))
            {
                while (watcher.Lines.TryRead(out byte[]? line))
                {
                    await context.Response.Body.WriteAsync(line, either.Token);
                }

                await context.Response.Body.FlushAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            if (watcher.Cut.IsCancellationRequested)
            {
                context.Abort();
            }
        }
    }

    /// <summary>A bookmark now and then, and one two seconds before the stream's end.</summary>
    private ITimer Bookmarks(Watcher watcher, string? timeoutSeconds)
    {
        TimeSpan first = features.BookmarkInterval;
        if (timeoutSeconds is not null && TimeSpan.FromSeconds(int.Parse(timeoutSeconds, CultureInfo.InvariantCulture) - 2) is { Ticks: > 0 } before && before < first)
        {
            first = before;
        }

        return time.CreateTimer(
            _ =>
            {
                lock (store.Gate)
                {
                    watcher.Bookmark(store.Version);
                }
            },
            null,
            first,
            features.BookmarkInterval);
    }

    private void CheckVersion(string asked, string? match)
    {
        long version = long.Parse(asked, CultureInfo.InvariantCulture);
        if (version > store.Version)
        {
            throw new FakeStatusException(504, "Timeout", $"Too large resource version: {version}, current: {store.Version}", new JsonObject { ["causes"] = FakeStatusException.Causes([("", "ResourceVersionTooLarge", "Too large resource version")]), ["retryAfterSeconds"] = 1 });
        }

        if (match == "Exact" && version < store.Compacted)
        {
            throw FakeStatusException.Expired("The resourceVersion for the provided list is too old.");
        }
    }

    private (long Version, string After) ParseToken(string token)
    {
        try
        {
            string padded = token.Replace('-', '+').Replace('_', '/').PadRight((token.Length + 3) / 4 * 4, '=');
            JsonNode parsed = JsonNode.Parse(Convert.FromBase64String(padded))!;
            long version = parsed["rv"]!.GetValue<long>();
            return version >= store.Compacted
                ? (version, parsed["start"]!.GetValue<string>())
                : throw FakeStatusException.Expired("The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.");
        }
        catch (Exception failure) when (failure is FormatException or JsonException or NullReferenceException)
        {
            throw FakeStatusException.BadRequest($"continue key is not valid: {failure.Message}");
        }
    }

    private static string Token(long version, string last) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"v\":\"meta.k8s.io/v1\",\"rv\":{version},\"start\":{JsonValue.Create(last).ToJsonString()}}}"))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static bool WantsTable(HttpRequest request) =>
        request.Headers.Accept.ToString().Split(',').Any(type => type.Contains("as=Table", StringComparison.Ordinal) && type.Contains("v=v1;", StringComparison.Ordinal));

    private static JsonObject Table(FakeKind kind, IReadOnlyList<StoredObject> items, JsonObject metadata)
    {
        JsonArray columns = [Column("Name", "string", "name")];
        foreach ((string name, string path) in kind.Columns)
        {
            columns.Add(Column(name, path == "metadata.creationTimestamp" ? "date" : "string", ""));
        }

        JsonArray rows = [];
        foreach (StoredObject item in items)
        {
            JsonArray cells = [Objects.Name(item.Value)];
            foreach ((_, string path) in kind.Columns)
            {
                cells.Add(Objects.Text(item.Value, path.Split('.')) is string cell ? JsonValue.Create(cell) : null);
            }

            JsonObject about = new() { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = item.Value["metadata"]!.DeepClone() };
            rows.Add(new JsonObject { ["cells"] = cells, ["object"] = about });
        }

        return new() { ["kind"] = "Table", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = metadata, ["columnDefinitions"] = columns, ["rows"] = rows };

        static JsonObject Column(string name, string type, string format) =>
            new() { ["name"] = name, ["type"] = type, ["format"] = format, ["description"] = "", ["priority"] = 0 };
    }

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
