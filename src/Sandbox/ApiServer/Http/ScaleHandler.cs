using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Custom;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>The <c>scale</c> subresource: how many replicas there are to be.</summary>
internal sealed class ScaleHandler(ObjectWrites writes)
{
    private static readonly ScalePaths BuiltIn = new(".spec.replicas", ".status.replicas", null);

    /// <summary>GET, PUT or PATCH.</summary>
    public async Task HandleAsync(HttpContext context, KindDefinition kind, ObjectKey key)
    {
        Negotiation negotiation = Negotiation.Of(context.Request, objects: false);
        StoredObject current = writes.State.Store.Find(kind.Resource.Id, key) ?? throw Refusals.NotFound(kind.Resource, key.Name);
        JsonObject scale = Scale(kind, current.Value);
        if (context.Request.Method is "PUT" or "PATCH")
        {
            WriteContext how = WriteParameters.Read(context.Request, context.Request.Method == "PUT" ? "UpdateOptions" : "PatchOptions");
            JsonNode? wanted = context.Request.Method == "PUT"
                ? (await Bodies.ReadObjectAsync(context, "Scale")).Value
                : await PatchedAsync(context, scale);
            long replicas = wanted.Number("spec", "replicas") ?? 0;
            if (replicas < 0)
            {
                throw WriteRefusedException.Invalid("autoscaling", "Scale", key.Name, [FieldError.Invalid("spec.replicas", replicas, "must be greater than or equal to 0")]);
            }

            if (wanted.Text("metadata", "resourceVersion") is { Length: > 0 } version && version != scale.Text("metadata", "resourceVersion"))
            {
                throw Refusals.Conflict(kind.Resource, key.Name);
            }

            WriteResult result = writes.Update.Edit(kind, key, "", value => Put(value, (kind.Scale ?? BuiltIn).SpecReplicas, replicas), how);
            scale = Scale(kind, result.Value);
        }

        await Answers.SendAsync(context, StatusCodes.Status200OK, scale, negotiation);
    }

    private static async Task<JsonNode?> PatchedAsync(HttpContext context, JsonObject scale)
    {
        string type = Bodies.MediaType(context.Request);
        DecodedBody body = await Bodies.ReadPatchAsync(context, yaml: false);
        // A Scale has no lists that merge: a strategic patch of it is a merge patch.
        string plain = type == PatchTypes.Strategic ? PatchTypes.Merge : type;
        ObjectSchema schema = new(new("autoscaling", "v1", "scales", "Scale", true), StructuralSchema.Anything);
        JsonNode? patched = PatchTypes.ApplyTo(plain, scale, body.Value, schema);
        return patched.At("spec", "replicas") is not { } replicas || JsonTypes.Of(replicas) == JsonType.Integer
            ? patched
            : throw WriteRefusedException.PatchedObjectUnreadable(patched, $"json: cannot unmarshal {MetadataCoercion.GoKind(replicas)} into Go struct field ScaleSpec.spec.replicas of type int32");
    }

    private static JsonObject Scale(KindDefinition kind, JsonObject value)
    {
        ScalePaths paths = kind.Scale ?? BuiltIn;
        JsonObject metadata = [];
        foreach (string field in new[] { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" })
        {
            ObjectTexts.Take(metadata, value["metadata"] as JsonObject, field);
        }

        JsonObject status = new() { ["replicas"] = SimpleJsonPath.Parse(paths.StatusReplicas).First(value)?.DeepClone() ?? 0 };
        string? selector = paths.LabelSelector is null
            ? string.Join(',', value.Pairs("spec", "selector", "matchLabels").Select(pair => $"{pair.Key}={pair.Value}"))
            : SimpleJsonPath.Parse(paths.LabelSelector).First(value).AsText();
        if (!string.IsNullOrEmpty(selector))
        {
            status["selector"] = selector;
        }

        return new()
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["replicas"] = SimpleJsonPath.Parse(paths.SpecReplicas).First(value)?.DeepClone() ?? 0 },
            ["status"] = status,
        };
    }

    private static void Put(JsonObject value, string path, long replicas)
    {
        string[] steps = path.Split('.', StringSplitOptions.RemoveEmptyEntries);
        JsonObject at = value;
        foreach (string step in steps[..^1])
        {
            if (at[step] is not JsonObject next)
            {
                next = [];
                at[step] = next;
            }

            at = next;
        }

        at[steps[^1]] = replicas;
    }
}
