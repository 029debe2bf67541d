using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Defaults;

/// <summary>What a server fills in for pods and the templates of pods.</summary>
internal static class PodDefaults
{
    private const int FileMode = 420;
    private const int TokenSeconds = 3600;
    private const int TolerationSeconds = 300;

    private static readonly string[] GuaranteedResources = ["cpu", "memory"];

    /// <summary>Fills in the spec of a pod or of a template.</summary>
    public static void Fill(JsonNode? node)
    {
        if (node is not JsonObject spec)
        {
            return;
        }

        if (spec["serviceAccount"] is null && spec.Text("serviceAccountName") is { } account)
        {
            spec["serviceAccount"] = account;
        }

        foreach (JsonObject container in spec.Objects("containers").Concat(spec.Objects("initContainers")))
        {
            FillContainer(container);
        }

        foreach (JsonObject volume in spec.Objects("volumes"))
        {
            FillVolume(volume);
        }
    }

    /// <summary>Fills in what admission gives a pod, but not a template.</summary>
    public static void FillAdmitted(JsonObject pod)
    {
        if (pod["spec"] is not JsonObject spec)
        {
            return;
        }

        spec["priority"] ??= 0;
        spec["preemptionPolicy"] ??= "PreemptLowerPriority";
        spec["tolerations"] ??= new JsonArray(Toleration("node.kubernetes.io/not-ready"), Toleration("node.kubernetes.io/unreachable"));
    }

    /// <summary>Fills in the status a new pod has: it waits, and is of the class its resources make it.</summary>
    public static void FillFirstStatus(JsonObject pod)
    {
        if (pod["spec"] is JsonObject spec)
        {
            JsonObject status = pod["status"] as JsonObject ?? [];
            status["phase"] ??= "Pending";
            status["qosClass"] ??= QualityOf(spec);
            pod["status"] ??= status;
        }
    }

    private static void FillContainer(JsonObject container)
    {
        container["imagePullPolicy"] ??= IsLatest(container.TextOrEmpty("image")) ? "Always" : "IfNotPresent";
        foreach (JsonObject variable in container.Objects("env"))
        {
            if (variable.At("valueFrom", "fieldRef") is JsonObject field)
            {
                field["apiVersion"] ??= "v1";
            }
        }

        foreach (string probeName in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
        {
            if (container[probeName] is JsonObject probe)
            {
                probe["failureThreshold"] ??= 3;
                probe["periodSeconds"] ??= 10;
                probe["successThreshold"] ??= 1;
                probe["timeoutSeconds"] ??= 1;
                FillScheme(probe);
            }
        }

        FillScheme(container.At("lifecycle", "postStart"));
        FillScheme(container.At("lifecycle", "preStop"));
    }

    private static void FillScheme(JsonNode? handler)
    {
        if (handler.At("httpGet") is JsonObject request)
        {
            request["path"] ??= "/";
            request["scheme"] ??= "HTTP";
        }
    }

    private static void FillVolume(JsonObject volume)
    {
        foreach (string source in new[] { "secret", "configMap", "downwardAPI", "projected" })
        {
            if (volume[source] is JsonObject files)
            {
                files["defaultMode"] ??= FileMode;
            }
        }

        if (volume["hostPath"] is JsonObject hostPath)
        {
            hostPath["type"] ??= "";
        }

        foreach (JsonObject source in volume.Objects("projected", "sources"))
        {
            if (source["serviceAccountToken"] is JsonObject token)
            {
                token["expirationSeconds"] ??= TokenSeconds;
            }
        }
    }

    // An image without a tag is the latest; a digest pins it.
    private static bool IsLatest(string image)
    {
        string name = image[(image.LastIndexOf('/') + 1)..];
        return !name.Contains('@', StringComparison.Ordinal) && (!name.Contains(':', StringComparison.Ordinal) || name.EndsWith(":latest", StringComparison.Ordinal));
    }

    private static string QualityOf(JsonObject spec)
    {
        JsonObject[] containers = [.. spec.Objects("containers").Concat(spec.Objects("initContainers"))];
        if (containers.All(container => container.Count("resources", "limits") + container.Count("resources", "requests") == 0))
        {
            return "BestEffort";
        }

        return containers.All(IsGuaranteed) ? "Guaranteed" : "Burstable";
    }

    private static bool IsGuaranteed(JsonObject container) => GuaranteedResources.All(resource =>
        container.At("resources", "limits", resource) is { } limit
        && (container.At("resources", "requests", resource) is not { } request || JsonNode.DeepEquals(limit, request)));

    private static JsonObject Toleration(string key) => new()
    {
        ["effect"] = "NoExecute",
        ["key"] = key,
        ["operator"] = "Exists",
        ["tolerationSeconds"] = TolerationSeconds,
    };
}
