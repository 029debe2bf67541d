using System.Globalization;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Sandbox.Objects;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData;

/// <summary>Puts start data into a cluster, in the order they were made in, which is that of their dependencies.</summary>
internal sealed class SampleDataLoader(SampleCluster cluster)
{
    private const string AlreadyExists = "AlreadyExists";

    // Objects made in a row before others get their turn.
    private const int Batch = 250;

    private static readonly string[] AdoptedFields = ["labels", "annotations"];

    private readonly Dictionary<string, string> uids = new(StringComparer.Ordinal);

    /// <summary>
    /// Creates all objects, then writes the logs of their pods. The cluster gives every object a uid of its own; references by uid follow. What
    /// the cluster has of itself, such as its first namespaces, gets the labels and annotations of the data.
    /// </summary>
    /// <exception cref="ApiStatusException">The cluster refuses an object; those before it are there.</exception>
    public async Task LoadAsync(IClusterObjects objects, CancellationToken cancellationToken = default)
    {
        int made = 0;
        foreach (SampleObject item in cluster.Objects.Concat(cluster.ExtraSessions))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Load(objects, item);
            if (++made % Batch == 0)
            {
                await Task.Yield();
            }
        }

        foreach (PodLog log in cluster.Logs)
        {
            foreach ((DateTimeOffset time, string line) in log.Timed())
            {
                objects.AppendLog(log.Pod, log.Container, line, time);
            }
        }
    }

    private void Load(IClusterObjects objects, SampleObject item)
    {
        Rewrite(item.Manifest);
        try
        {
            JsonObject created = Create(objects, item);
            string uid = created["metadata"]!["uid"]!.GetValue<string>();
            if (uid != item.Uid && item.Uid.Length > 0)
            {
                uids[item.Uid] = uid;
            }
        }
        catch (ApiStatusException refusal) when (refusal.Status.Reason == AlreadyExists && !item.Kind.Namespaced)
        {
            Adopt(objects, item);
        }
    }

    private JsonObject Create(IClusterObjects objects, SampleObject item)
    {
        if (item.Status is not { } status)
        {
            return objects.Create(item.Kind, item.Manifest, item.Manager, item.Created);
        }

        Rewrite(status);
        DateTimeOffset written = LastTime(status, item.Created, objects.Time.GetUtcNow());
        return objects.CreateWithStatus(item.Kind, item.Manifest, item.Manager, item.Created, new(status, item.StatusManager, written));
    }

    // A status was written when the last thing happened that it tells of; what is to come does not count.
    private static DateTimeOffset LastTime(JsonNode? node, DateTimeOffset last, DateTimeOffset now) => node switch
    {
        JsonObject map => map.Aggregate(last, (found, entry) => LastTime(entry.Value, found, now)),
        JsonArray list => list.Aggregate(last, (found, entry) => LastTime(entry, found, now)),
        JsonValue value when value.TryGetValue(out string? text)
            && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            && time > last && time <= now => time,
        _ => last,
    };

    private static void Adopt(IClusterObjects objects, SampleObject item) => objects.Update(
        item.Kind,
        item.Key,
        target =>
        {
            foreach (string field in AdoptedFields)
            {
                if (item.Manifest["metadata"]![field] is JsonObject wanted)
                {
                    JsonObject present = target["metadata"]![field] as JsonObject ?? [];
                    foreach ((string name, JsonNode? value) in wanted)
                    {
                        present[name] = value?.DeepClone();
                    }

                    target["metadata"]![field] ??= present;
                }
            }
        },
        item.Manager);

    // Wherever a uid of the data stands, the uid the cluster gave belongs.
    private void Rewrite(JsonNode node)
    {
        if (uids.Count == 0)
        {
            return;
        }

        if (node is JsonObject map)
        {
            foreach ((string name, JsonNode? value) in map.ToArray())
            {
                Replace(value, made => map[name] = made);
            }
        }
        else if (node is JsonArray list)
        {
            for (int index = 0; index < list.Count; index++)
            {
                int at = index;
                Replace(list[at], made => list[at] = made);
            }
        }
    }

    private void Replace(JsonNode? value, Action<string> set)
    {
        if (value is JsonValue scalar)
        {
            if (scalar.TryGetValue(out string? text) && uids.TryGetValue(text, out string? made))
            {
                set(made);
            }
        }
        else if (value is not null)
        {
            Rewrite(value);
        }
    }
}
