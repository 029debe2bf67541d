using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Webhooks;
using BackupConsole.Sandbox.Operator.Model;
using BackupConsole.Sandbox.Operator.Runtime;

namespace BackupConsole.Sandbox.Operator.Blueprints;

/// <summary>BackupBlueprints: a BackupConfiguration for every object that asks for one by annotation, and none for those that no longer do.</summary>
internal sealed class BlueprintController(OperatorContext context) : IController
{
    private const string NameAnnotation = "blueprint.kubestash.com/name";
    private const string NamespaceAnnotation = "blueprint.kubestash.com/namespace";
    private static readonly ResourceKind Kind = KubeStashKinds.BackupBlueprint;

    /// <inheritdoc />
    public string Name => "backupblueprints";

    /// <inheritdoc />
    public IReadOnlyList<WatchedKind> Watches =>
    [
        WatchedKind.Own(Kind),
        new WatchedKind(CoreKinds.Namespace, _ => context.Cluster.List(Kind).Where(blueprint => blueprint.Text("spec", "usagePolicy", "allowedNamespaces", "from") == "Selector").Select(blueprint => blueprint.Key())),
        new WatchedKind(KubeStashKinds.BackupConfiguration, configuration => configuration.Label(StashLabels.ManagedBy) == StashLabels.Manager && configuration.Label(StashLabels.InvokerName) is { } name
            ? [new ObjectKey(configuration.Label(StashLabels.InvokerNamespace) ?? "", name)] : []),
        .. Targets.Kinds.Select(kind => new WatchedKind(kind, _ => context.Cluster.List(Kind).Where(blueprint => IsSubject(blueprint, kind)).Select(blueprint => blueprint.Key()))),
    ];

    /// <inheritdoc />
    public TimeSpan? Reconcile(ObjectKey key)
    {
        JsonObject[] made = [.. context.Cluster.List(KubeStashKinds.BackupConfiguration).Where(configuration =>
            configuration.Label(StashLabels.InvokerName) == key.Name && configuration.Label(StashLabels.InvokerNamespace) == key.Namespace && configuration.Label(StashLabels.ManagedBy) == StashLabels.Manager)];
        if (context.Get(Kind, key) is not { } blueprint)
        {
            Delete(made.Where(configuration => configuration.Annotation(BlueprintTemplate.GoesWithBlueprint) == "true"));
            return null;
        }

        HashSet<ObjectKey> wanted = [];
        bool allDone = true;
        foreach (ResourceKind kind in Targets.Kinds.Where(kind => IsSubject(blueprint, kind)))
        {
            foreach (JsonObject subject in context.Cluster.List(kind).Where(subject => Asks(subject, key) && UsagePolicy.Admits(blueprint, subject.Namespace(), context.Admission)))
            {
                // A database and its AppBinding are one and the same: who comes first is heard.
                if (wanted.Add(BlueprintTemplate.KeyOf(blueprint, kind, subject)))
                {
                    allDone &= Ensure(blueprint, kind, subject);
                }
            }
        }

        Delete(made.Where(configuration => !wanted.Contains(configuration.Key())));
        return allDone ? null : context.Recheck;
    }

    private static bool Asks(JsonObject subject, ObjectKey blueprint) =>
        !subject.IsDeleting() && subject.Annotation(NameAnnotation) == blueprint.Name && (subject.Annotation(NamespaceAnnotation) ?? subject.Namespace()) == blueprint.Namespace;

    // None of the blueprints people publish names its subjects: then everything that can be a target may ask. Databases ask through their AppBindings too.
    private static bool IsSubject(JsonObject blueprint, ResourceKind kind) => blueprint.Count("spec", "subjects") == 0 || blueprint.Objects("spec", "subjects").Any(subject =>
        (subject.Text("kind") == kind.Kind && subject.TextOrEmpty("apiVersion").Split('/')[0] == (kind.Group.Length > 0 ? kind.Group : "v1"))
        || (BlueprintTemplate.IsDatabase(kind) && subject.Text("kind") == KubeStashKinds.AppBinding.Kind));

    // False when it has to be tried again. What one subject lacks must not keep the others waiting.
    private bool Ensure(JsonObject blueprint, ResourceKind kind, JsonObject subject)
    {
        (JsonObject? manifest, IReadOnlyList<string> missing) = BlueprintTemplate.Fill(blueprint, kind, subject);
        if (manifest is null)
        {
            Complain(kind, subject, $"BackupBlueprint {blueprint.Key()} needs annotations for the variables: {string.Join(", ", missing)}");
            return true;
        }

        try
        {
            JsonObject present = context.Ensure(KubeStashKinds.BackupConfiguration, manifest);
            if (present.Label(StashLabels.InvokerName) == blueprint.Name() && present.Label(StashLabels.InvokerNamespace) == blueprint.Namespace() && !present.IsDeleting())
            {
                context.Update(KubeStashKinds.BackupConfiguration, present.Key(), changed => BlueprintTemplate.Follow(changed, manifest));
            }

            return true;
        }
        catch (ApiStatusException refusal) when (refusal.Status.Code is 403 or 404 or 422)
        {
            Complain(kind, subject, refusal.Status.Message);
            return false;
        }
    }

    private void Complain(ResourceKind kind, JsonObject subject, string message) =>
        context.Events.Warning(kind, subject, "BackupConfigurationNotCreated", message, Managers.Operator);

    private void Delete(IEnumerable<JsonObject> configurations)
    {
        foreach (JsonObject configuration in configurations.Where(configuration => !configuration.IsDeleting()).ToArray())
        {
            context.Delete(KubeStashKinds.BackupConfiguration, configuration);
        }
    }
}
