using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Defaults;

/// <summary>
/// What a server fills in for built-in kinds beyond the defaults of their schemas: values that depend on others. To be applied after those, to a
/// private copy whose uid is set, on every write; what is there already stays. Defaults belong to whoever writes the object, the rest, which
/// admission and the kinds' own rules fill in, to nobody: field ownership is worked out between the two.
/// </summary>
internal static class BuiltInDefaults
{
    private static readonly Dictionary<string, Action<JsonObject>> DefaultsById = new(StringComparer.Ordinal)
    {
        ["pods"] = FillPod,
        ["services"] = FillService,
        ["roles.rbac.authorization.k8s.io"] = role => role.TryAdd("rules", null),
        ["clusterroles.rbac.authorization.k8s.io"] = role => role.TryAdd("rules", null),
        ["rolebindings.rbac.authorization.k8s.io"] = FillBinding,
        ["clusterrolebindings.rbac.authorization.k8s.io"] = FillBinding,
        ["secrets"] = FillSecret,
        ["namespaces"] = FillName,
        ["persistentvolumes"] = FillVolume,
        ["deployments.apps"] = FillDeployment,
        ["statefulsets.apps"] = FillStatefulSet,
        ["daemonsets.apps"] = FillTemplate,
        ["replicasets.apps"] = FillTemplate,
        ["jobs.batch"] = FillJob,
        ["cronjobs.batch"] = FillCronJob,
        ["leases.coordination.k8s.io"] = source => Child(source, "spec"),
    };

    private static readonly Dictionary<string, Action<JsonObject>> RestById = new(StringComparer.Ordinal)
    {
        ["pods"] = PodDefaults.FillAdmitted,
        ["services"] = FillAddresses,
        ["roles.rbac.authorization.k8s.io"] = FillRules,
        ["clusterroles.rbac.authorization.k8s.io"] = FillRules,
        ["namespaces"] = FillNamespace,
        ["persistentvolumeclaims"] = FillClaim,
        ["persistentvolumes"] = source => Child(source, "status")["phase"] ??= "Pending",
        ["jobs.batch"] = FillSelector,
    };

    /// <summary>Labels of Jobs that are those of the template still: what is added to the template's is added to them.</summary>
    private static readonly ConditionalWeakTable<JsonObject, JsonObject> SharedLabels = [];

    /// <summary>Fills in all of a new object; nothing happens for other kinds.</summary>
    public static void Fill(ResourceKind kind, JsonObject source)
    {
        FillDefaults(kind, source);
        FillRest(kind, source);
        FillFirstStatus(kind, source);
    }

    /// <summary>Fills in what belongs to the writer.</summary>
    public static void FillDefaults(ResourceKind kind, JsonObject source) => DefaultsById.GetValueOrDefault(kind.Id)?.Invoke(source);

    /// <summary>Fills in what belongs to nobody.</summary>
    public static void FillRest(ResourceKind kind, JsonObject source) => RestById.GetValueOrDefault(kind.Id)?.Invoke(source);

    /// <summary>Fills in what an object's status holds from the start and never gets again.</summary>
    public static void FillFirstStatus(ResourceKind kind, JsonObject source)
    {
        if (kind.Id == "pods")
        {
            PodDefaults.FillFirstStatus(source);
        }
    }

    private static void FillPod(JsonObject pod)
    {
        JsonObject spec = Child(pod, "spec");
        PodDefaults.Fill(spec);
        spec["enableServiceLinks"] ??= true;
    }

    private static void FillTemplate(JsonObject source)
    {
        Child(Child(Child(source, "spec"), "template"), "spec");
        FillEmptyTime(source.At("spec", "template"));
        PodDefaults.Fill(source.At("spec", "template", "spec"));
    }

    private static void FillCronJob(JsonObject source)
    {
        FillEmptyTime(source.At("spec", "jobTemplate"));
        FillEmptyTime(source.At("spec", "jobTemplate", "spec", "template"));
        PodDefaults.Fill(source.At("spec", "jobTemplate", "spec", "template", "spec"));
    }

    // A template's metadata is that of an object that was never made.
    private static void FillEmptyTime(JsonNode? template)
    {
        if (template is JsonObject parent)
        {
            Child(parent, "metadata")["creationTimestamp"] = null;
        }
    }

    // No rules are written as null.
    private static void FillRules(JsonObject role)
    {
        if (role["rules"] is not JsonArray { Count: > 0 })
        {
            role["rules"] = null;
        }
    }

    private static void FillBinding(JsonObject binding)
    {
        const string Group = "rbac.authorization.k8s.io";
        JsonObject role = Child(binding, "roleRef");
        if (role.TextOrEmpty("apiGroup").Length == 0)
        {
            role["apiGroup"] = Group;
        }

        foreach (JsonObject subject in binding.Objects("subjects").Where(subject => subject.TextOrEmpty("apiGroup").Length == 0 && subject.Text("kind") is "User" or "Group"))
        {
            subject["apiGroup"] = Group;
        }
    }

    private static void FillDeployment(JsonObject source)
    {
        FillTemplate(source);
        if (source.At("spec", "strategy") is JsonObject strategy && strategy.Text("type") == "RollingUpdate")
        {
            JsonObject rolling = Child(strategy, "rollingUpdate");
            rolling["maxSurge"] ??= "25%";
            rolling["maxUnavailable"] ??= "25%";
        }
    }

    private static void FillStatefulSet(JsonObject source)
    {
        FillTemplate(source);
        foreach (JsonObject claim in source.Objects("spec", "volumeClaimTemplates"))
        {
            claim["apiVersion"] ??= "v1";
            claim["kind"] ??= "PersistentVolumeClaim";
            FillClaim(claim);
        }
    }

    private static void FillJob(JsonObject job)
    {
        FillTemplate(job);
        JsonObject spec = job["spec"]!.AsObject();
        if (spec["completions"] is null && spec["parallelism"] is null)
        {
            spec["completions"] = 1;
        }

        spec["parallelism"] ??= 1;
        spec["backoffLimit"] ??= 6;
        spec["completionMode"] ??= "NonIndexed";
        spec["suspend"] ??= false;
        spec["podReplacementPolicy"] ??= spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed";
        InheritLabels(job);
    }

    private static void FillSelector(JsonObject job)
    {
        JsonObject spec = job["spec"]!.AsObject();
        if (!spec.IsTrue("manualSelector") && spec["selector"] is null && job.Text("metadata", "uid") is { } uid)
        {
            spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["batch.kubernetes.io/controller-uid"] = uid } };
            JsonObject labels = Child(Child(Child(spec, "template"), "metadata"), "labels");
            string name = job.TextOrEmpty("metadata", "name");
            (string Key, string Value)[] own =
                [("batch.kubernetes.io/controller-uid", uid), ("batch.kubernetes.io/job-name", name), ("controller-uid", uid), ("job-name", name)];
            foreach ((string key, string value) in own)
            {
                labels[key] = value;
                if (job.At("metadata", "labels") is JsonObject shown && SharedLabels.TryGetValue(shown, out _))
                {
                    shown[key] = value;
                }
            }
        }

        InheritLabels(job);
    }

    // A Job without labels has those of its template: the writer's, else the ones the server puts there.
    private static void InheritLabels(JsonObject job)
    {
        if (job.Count("metadata", "labels") == 0 && job.At("spec", "template", "metadata", "labels") is JsonObject { Count: > 0 } inherited)
        {
            JsonObject copy = inherited.DeepClone().AsObject();
            Child(job, "metadata")["labels"] = copy;
            SharedLabels.Add(copy, inherited);
        }
    }

    private static void FillService(JsonObject service)
    {
        if (service.At("spec") is not JsonObject spec)
        {
            return;
        }

        foreach (JsonObject port in spec.Objects("ports"))
        {
            port["targetPort"] ??= port["port"]?.DeepClone();
        }

        string? type = spec.Text("type");
        if (type == "ExternalName")
        {
            return;
        }

        spec["internalTrafficPolicy"] ??= "Cluster";
        if (type is "NodePort" or "LoadBalancer")
        {
            spec["externalTrafficPolicy"] ??= "Cluster";
        }
    }

    private static void FillAddresses(JsonObject service)
    {
        if (service.At("spec") is JsonObject spec && spec.Text("type") != "ExternalName")
        {
            spec["clusterIP"] ??= Address(service);
            spec["clusterIPs"] ??= new JsonArray(spec.Text("clusterIP"));
            spec["ipFamilies"] ??= new JsonArray("IPv4");
            spec["ipFamilyPolicy"] ??= "SingleStack";
        }
    }

    private static void FillSecret(JsonObject secret)
    {
        foreach ((string key, string value) in secret.Pairs("stringData").ToArray())
        {
            Child(secret, "data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        }

        secret.Remove("stringData");
    }

    private static void FillName(JsonObject source) => Child(Child(source, "metadata"), "labels")["kubernetes.io/metadata.name"] = source.Text("metadata", "name");

    private static void FillNamespace(JsonObject source)
    {
        Child(source, "spec")["finalizers"] ??= new JsonArray("kubernetes");
        Child(source, "status")["phase"] ??= "Active";
    }

    private static void FillClaim(JsonObject claim)
    {
        if (claim.At("spec") is JsonObject spec)
        {
            if (spec["dataSourceRef"] is null)
            {
                spec["dataSourceRef"] = spec["dataSource"]?.DeepClone();
            }
            else if (spec["dataSource"] is null && spec.TextOrEmpty("dataSourceRef", "namespace").Length == 0)
            {
                spec["dataSource"] = spec["dataSourceRef"]?.DeepClone();
            }

            RemoveNull(spec, "dataSourceRef");
        }

        Child(claim, "status")["phase"] ??= "Pending";
    }

    private static void FillVolume(JsonObject volume)
    {
        if (volume.At("spec", "hostPath") is JsonObject hostPath)
        {
            hostPath["type"] ??= "";
        }
    }

    // A service gets the same address each time; that two share one does no harm where nothing is ever sent.
    private static string Address(JsonObject service)
    {
        uint hash = 2166136261;
        foreach (char letter in $"{service.Text("metadata", "namespace")}/{service.Text("metadata", "name")}")
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return string.Create(CultureInfo.InvariantCulture, $"10.96.{(hash >> 8) & 0xff}.{(hash & 0xff) % 254 + 1}");
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child)
        {
            return child;
        }

        JsonObject made = [];
        parent[name] = made;
        return made;
    }

    private static void RemoveNull(JsonObject parent, string name)
    {
        if (parent[name] is null)
        {
            parent.Remove(name);
        }
    }
}
