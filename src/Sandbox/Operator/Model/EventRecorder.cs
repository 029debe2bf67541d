using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.Objects;
using Microsoft.Extensions.Logging;

namespace BackupConsole.Sandbox.Operator.Model;

/// <summary>Writes Events about objects; the same news about the same object is one Event with a count.</summary>
internal sealed class EventRecorder(IClusterObjects cluster, ILogger logger)
{
    private const int LongestMessage = 1024;
    private const int LongestNamePrefix = 180;

    /// <summary>Something went as planned.</summary>
    public void Normal(ResourceKind kind, JsonObject about, string reason, string message, string component) => Record(kind, about, "Normal", reason, message, component);

    /// <summary>Something went wrong.</summary>
    public void Warning(ResourceKind kind, JsonObject about, string reason, string message, string component) => Record(kind, about, "Warning", reason, message, component);

    private void Record(ResourceKind kind, JsonObject about, string type, string reason, string message, string component)
    {
        string text = message.Length > LongestMessage ? message[..LongestMessage] : message;
        string ns = kind.Namespaced ? about.Namespace() : "default";
        ObjectKey key = new(ns, EventName(about, type, reason, text));
        string now = Meta.Stamp(cluster.Time.GetUtcNow());
        try
        {
            JsonObject? counted = cluster.Update(CoreKinds.Event, key, present =>
            {
                present["count"] = (present.Number("count") ?? 1) + 1;
                present["lastTimestamp"] = now;
            }, component);
            if (counted is null)
            {
                cluster.Create(CoreKinds.Event, Manifest(kind, about, key, (type, reason, text), component, now), component);
            }
        }
        catch (ApiStatusException refusal) when (refusal.Status.Code is 403 or 404 or 409)
        {
            // News about a namespace that is going away has nowhere to go, as in any cluster; the work itself must not suffer from it.
            logger.LogDebug("Event {Reason} of {Object} not written: {Refusal}", reason, about.Key(), refusal.Message);
        }
    }

    private static JsonObject Manifest(ResourceKind kind, JsonObject about, ObjectKey key, (string Type, string Reason, string Message) news, string component, string now)
    {
        JsonObject manifest = Meta.Create(CoreKinds.Event, key.Namespace, key.Name);
        JsonObject involved = new() { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["name"] = about.Name(), ["uid"] = about.Uid() };
        if (kind.Namespaced)
        {
            involved["namespace"] = about.Namespace();
        }

        manifest["involvedObject"] = involved;
        manifest["type"] = news.Type;
        manifest["reason"] = news.Reason;
        manifest["message"] = news.Message;
        manifest["count"] = 1;
        manifest["firstTimestamp"] = now;
        manifest["lastTimestamp"] = now;
        manifest["source"] = new JsonObject { ["component"] = component };
        manifest["reportingComponent"] = component;
        manifest["reportingInstance"] = "";
        return manifest;
    }

    private static string EventName(JsonObject about, string type, string reason, string message)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', about.Uid(), type, reason, message)));
        string name = about.Name();
        string prefix = name.Length > LongestNamePrefix ? name[..LongestNamePrefix].TrimEnd('-', '.') : name;
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}.{Convert.ToHexStringLower(hash.AsSpan(0, 8))}");
    }
}
