using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Logs;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>The <c>log</c> subresource of pods.</summary>
internal sealed class LogHandler(ClusterState state, PodLogs logs, CancellationToken stopping)
{
    private static readonly ResourceKind Pods = new("", "v1", "pods", "Pod", true);
    private static readonly string[] ContainerLists = ["containers", "initContainers", "ephemeralContainers"];
    private static readonly string[] StatusLists = ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"];

    /// <summary>GET.</summary>
    public async Task HandleAsync(HttpContext context, ObjectKey key)
    {
        IQueryCollection query = context.Request.Query;
        StoredObject pod = state.Store.Find(Pods.Id, key) ?? throw Refusals.NotFound(Pods, key.Name);
        string container = ChooseContainer(pod, query["container"].ToString());
        Options options = Read(query);
        if (options.Previous)
        {
            throw WriteRefusedException.BadRequest($"previous terminated container {GoText.Quote(container)} in pod {GoText.Quote(key.Name)} not found");
        }

        if (Waiting(pod.Value, container) is { } reason)
        {
            throw WriteRefusedException.BadRequest($"container {GoText.Quote(container)} in pod {GoText.Quote(key.Name)} is waiting to start: {reason}");
        }

        context.Response.ContentType = "text/plain";
        await context.Response.StartAsync(context.RequestAborted);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await CopyAsync(context, key, pod.Uid, container, options, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client has gone or the server stops.
        }
    }

    private async Task CopyAsync(HttpContext context, ObjectKey key, string uid, string container, Options options, CancellationToken cancellationToken)
    {
        ContainerLog log = logs.Of(key, container);
        long left = options.LimitBytes ?? long.MaxValue;
        long next = 0;
        bool first = true;
        while (left > 0)
        {
            // Asked before reading: what was written before the container ended must be read.
            bool more = options.Follow && Runs(key, uid, container);
            (IReadOnlyList<LogLine> lines, long after, Task changed) = log.Read(next);
            next = after;
            IEnumerable<LogLine> chosen = first ? lines.Where(line => line.Time >= options.Since).TakeLast(options.Tail ?? int.MaxValue) : lines;
            first = false;
            foreach (LogLine line in chosen)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(options.Timestamps ? $"{Time(line.Time)} {line.Text}\n" : $"{line.Text}\n");
                int count = (int)Math.Min(bytes.Length, left);
                left -= count;
                await context.Response.Body.WriteAsync(bytes.AsMemory(0, count), cancellationToken);
                if (left == 0)
                {
                    break;
                }
            }

            await context.Response.Body.FlushAsync(cancellationToken);
            if (!more)
            {
                return;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private bool Runs(ObjectKey key, string uid, string container)
    {
        if (state.Store.Find(Pods.Id, key) is not { } pod || pod.Uid != uid || pod.Value.Text("status", "phase") is "Succeeded" or "Failed")
        {
            return false;
        }

        return Status(pod.Value, container).At("state", "terminated") is null;
    }

    private static string? Waiting(JsonObject pod, string container) => pod.Text("spec", "nodeName") is { Length: > 0 } ? Status(pod, container).Text("state", "waiting", "reason") : null;

    private static JsonObject? Status(JsonObject pod, string container) =>
        StatusLists.SelectMany(list => pod.Objects("status", list)).FirstOrDefault(status => status.Text("name") == container);

    private static string ChooseContainer(StoredObject pod, string asked)
    {
        string[] names = [.. ContainerLists.SelectMany(list => pod.Value.Objects("spec", list)).Select(container => container.TextOrEmpty("name"))];
        if (asked.Length > 0)
        {
            return names.Contains(asked) ? asked : throw WriteRefusedException.BadRequest($"container {asked} is not valid for pod {pod.Key.Name}");
        }

        string[] main = [.. pod.Value.Objects("spec", "containers").Select(container => container.TextOrEmpty("name"))];
        if (main.Length == 1)
        {
            return main[0];
        }

        if (pod.Value.Text("metadata", "annotations", "kubectl.kubernetes.io/default-container") is { } chosen && main.Contains(chosen))
        {
            return chosen;
        }

        string[] init = [.. pod.Value.Objects("spec", "initContainers").Select(container => container.TextOrEmpty("name"))];
        string others = init.Length > 0 ? $" or one of the init containers: [{string.Join(' ', init)}]" : "";
        throw WriteRefusedException.BadRequest($"a container name must be specified for pod {pod.Key.Name}, choose one of: [{string.Join(' ', main)}]{others}");
    }

    private Options Read(IQueryCollection query)
    {
        long? tail = ListReader.Number(query["tailLines"]);
        long? limit = ListReader.Number(query["limitBytes"]);
        long? seconds = ListReader.Number(query["sinceSeconds"]);
        List<FieldError> errors = [];
        if (tail < 0)
        {
            errors.Add(FieldError.Invalid("tailLines", tail, "must be greater than or equal to 0"));
        }

        if (limit < 1)
        {
            errors.Add(FieldError.Invalid("limitBytes", limit, "must be greater than 0"));
        }

        if (errors.Count > 0)
        {
            throw WriteRefusedException.Invalid("", "PodLogOptions", "", errors);
        }

        DateTimeOffset since = seconds is { } ago ? state.Time.GetUtcNow().AddSeconds(-ago) : DateTimeOffset.MinValue;
        if (DateTimeOffset.TryParse(query["sinceTime"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment))
        {
            since = moment;
        }

        return new(
            RequestInfo.IsTrue(query["follow"]),
            RequestInfo.IsTrue(query["timestamps"]),
            RequestInfo.IsTrue(query["previous"]),
            tail is null ? null : (int)Math.Min(tail.Value, int.MaxValue),
            limit,
            since);
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);

    private sealed record Options(bool Follow, bool Timestamps, bool Previous, int? Tail, long? LimitBytes, DateTimeOffset Since);
}
