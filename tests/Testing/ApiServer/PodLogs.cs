using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Testing.ApiServer;

/// <summary>Scripted logs of pods that never ran.</summary>
internal sealed class PodLogs
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<string>> lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> ended = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Append(string key, IEnumerable<string> more, bool ends)
    {
        TaskCompletionSource wake;
        lock (gate)
        {
            if (!lines.TryGetValue(key, out List<string>? present))
            {
                lines[key] = present = [];
            }

            present.AddRange(more);
            if (ends)
            {
                ended.Add(key);
            }

            wake = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        wake.SetResult();
    }

    public async Task WriteAsync(HttpContext context, string key, RecordedRequest request)
    {
        context.Response.ContentType = "text/plain";
        long left = request["limitBytes"] is string limit ? long.Parse(limit, CultureInfo.InvariantCulture) : long.MaxValue;
        int at = -1;
        while (left > 0)
        {
            string[] next;
            Task wake;
            bool more;
            lock (gate)
            {
                List<string> all = lines.GetValueOrDefault(key, []);
                at = at >= 0 ? at : request["tailLines"] is string tail ? Math.Max(0, all.Count - int.Parse(tail, CultureInfo.InvariantCulture)) : 0;
                next = [.. all.Skip(at)];
                at = all.Count;
                wake = changed.Task;
                more = request["follow"] is "true" or "1" && lines.ContainsKey(key) && !ended.Contains(key);
            }

            foreach (string line in next)
            {
                byte[] bytes = Encoding.UTF8.GetBytes($"{(request["timestamps"] is "true" or "1" ? "2026-01-01T00:00:00.000000000Z " : "")}{line}\n");
                await context.Response.Body.WriteAsync(bytes.AsMemory(0, (int)Math.Min(bytes.Length, left)), context.RequestAborted);
                left -= Math.Min(bytes.Length, left);
            }

            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (!more)
            {
                return;
            }

            await wake.WaitAsync(context.RequestAborted);
        }
    }
}
