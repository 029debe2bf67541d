using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>What is being done to an object.</summary>
internal enum AdmissionOperation
{
    /// <summary>It is created.</summary>
    Create,

    /// <summary>It is changed; subresources do not count.</summary>
    Update,

    /// <summary>It is deleted.</summary>
    Delete,
}

/// <summary>A write that webhooks are asked about.</summary>
/// <param name="Operation">What is being done.</param>
/// <param name="Kind">The object's kind.</param>
/// <param name="Old">The object before; null when it is created. Never changed.</param>
/// <param name="New">The object afterwards, with its namespace set; null when it is deleted. <see cref="KubeStashAdmission.SetDefaults"/> changes it.</param>
/// <param name="Objects">The other objects of the cluster.</param>
internal sealed record AdmissionRequest(AdmissionOperation Operation, ResourceKind Kind, JsonObject? Old, JsonObject? New, AdmissionObjects Objects);

/// <summary>How webhooks look other objects up. What is given out is shared and never changed.</summary>
/// <param name="Get">The object of a kind and key, or null.</param>
/// <param name="List">All objects of a kind, in one namespace or, with null, in all.</param>
internal sealed record AdmissionObjects(Func<ResourceKind, ObjectKey, JsonObject?> Get, Func<ResourceKind, string?, IReadOnlyList<JsonObject>> List);

/// <summary>A webhook's refusal.</summary>
/// <param name="Webhook">Name of the webhook.</param>
/// <param name="Text">What is wrong.</param>
internal sealed record AdmissionRefusal(string Webhook, string Text)
{
    /// <summary>The message of the 403 answer with reason Forbidden, which carries no causes.</summary>
    public string Message => $"admission webhook \"{Webhook}\" denied the request: {Text}";
}
