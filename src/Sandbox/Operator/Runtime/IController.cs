using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.Operator.Runtime;

/// <summary>
/// Brings the world into the state that one kind of object asks for. A reconcile looks at what is there now, never at what changed, so that it
/// may be called at any time, any number of times, and after a restart with objects in any state.
/// </summary>
internal interface IController
{
    /// <summary>For logs.</summary>
    string Name { get; }

    /// <summary>What is watched, and which objects of this controller a change concerns.</summary>
    IReadOnlyList<WatchedKind> Watches { get; }

    /// <summary>Does what can be done now for one object, which may be gone.</summary>
    /// <returns>When to look again although nothing changed; null for never.</returns>
    TimeSpan? Reconcile(ObjectKey key);
}

/// <summary>A kind whose changes matter to a controller.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Keys">The objects to reconcile when an object of the kind changed.</param>
internal sealed record WatchedKind(ResourceKind Kind, Func<JsonObject, IEnumerable<ObjectKey>> Keys)
{
    /// <summary>The controller's own kind: the changed object itself is to be reconciled.</summary>
    public static WatchedKind Own(ResourceKind kind) => new(kind, changed => [OwnKey(changed)]);

    private static ObjectKey OwnKey(JsonObject changed)
    {
        JsonNode? metadata = changed["metadata"];
        return new ObjectKey((string?)metadata?["namespace"] ?? "", (string?)metadata?["name"] ?? "");
    }
}
