using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Testing.ApiServer;

/// <summary>What a write asks for, taken from its query.</summary>
internal sealed record WriteRequest(FakeKind Kind, ResourcePath Path, bool DryRun, string Manager, bool Strict, bool Force);

/// <summary>Creates, replaces, patches and deletes, in the order of checks of a real server: decoding, schema, admission, storage.</summary>
internal sealed partial class WriteHandler(ObjectStore store, FakeFeatures features, TimeProvider time)
{
    public JsonObject Create(WriteRequest request, JsonObject body)
    {
        FakeKind kind = request.Kind;
        JsonObject value = Decode(request, body, false);
        JsonObject metadata = Objects.Metadata(value);
        if (kind.Kind.Namespaced)
        {
            if (Objects.Namespace(value) is { Length: > 0 } ns && ns != request.Path.Namespace)
            {
                throw FakeStatusException.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
            }

            metadata["namespace"] = request.Path.Namespace;
        }

        if (Objects.Name(value).Length == 0 && Objects.Text(metadata, "generateName") is { Length: > 0 } prefix)
        {
            metadata["name"] = Unique.Name(prefix).Replace("--", "-", StringComparison.Ordinal);
        }

        string name = Objects.Name(value);
        if (!NamePattern().IsMatch(name))
        {
            throw FakeStatusException.Invalid(kind, name, [name.Length == 0
                ? ("metadata.name", "FieldValueRequired", "Required value: name or generateName is required")
                : ("metadata.name", "FieldValueInvalid", $"Invalid value: \"{name}\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'")]);
        }

        if (kind.Kind.Namespaced && store.Find(FakeKinds.Namespaces, request.Path.Namespace!) is null)
        {
            throw FakeStatusException.NotFound(FakeKinds.Namespaces, request.Path.Namespace!);
        }

        SchemaValidator.Validate(kind, value, name);
        Admit(kind, value);
        if (store.Find(kind, Objects.Key(value)) is not null)
        {
            throw FakeStatusException.AlreadyExists(kind, name);
        }

        if (kind.HasStatus)
        {
            value.Remove("status");
        }

        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Now();
        metadata["generation"] = 1;
        metadata.Remove("resourceVersion");
        metadata.Remove("deletionTimestamp");
        switch (kind.Kind.Id)
        {
            case "pods":
                value["status"] = new JsonObject { ["phase"] = "Pending" };
                break;
            case "namespaces":
                value["status"] = new JsonObject { ["phase"] = "Active" };
                break;
        }

        return Commit(request, value, FieldOwnership.AfterUpdate(NoOwners, null, value, request.Manager));
    }

    public JsonObject Replace(WriteRequest request, JsonObject body)
    {
        StoredObject current = Current(request);
        JsonObject value = Decode(request, body, false);
        if (request.Kind.IsCustom && Objects.Text(value, "metadata", "resourceVersion") is not { Length: > 0 })
        {
            throw FakeStatusException.Invalid(request.Kind, Objects.Name(value), [("metadata.resourceVersion", "FieldValueInvalid", "Invalid value: 0x0: must be specified for an update")]);
        }

        return Update(request, current, value, null);
    }

    public JsonObject Patch(WriteRequest request, string contentType, JsonNode? body)
    {
        if (contentType == "application/apply-patch+yaml")
        {
            return Apply(request, Body(body));
        }

        StoredObject current = Current(request);
        JsonNode? patched;
        switch (contentType)
        {
            case "application/json-patch+json":
                try
                {
                    patched = JsonPatch.Apply(current.Value, body as JsonArray ?? throw FakeStatusException.BadRequest("a JSON patch is a list of operations"));
                }
                catch (JsonPatch.Failure failure)
                {
                    throw new FakeStatusException(422, "Invalid", $"the server rejected our request due to an error in our request: {failure.Message}");
                }

                break;
            case "application/merge-patch+json":
            case "application/strategic-merge-patch+json" when !request.Kind.IsCustom: // Close enough for what tests patch on built-in kinds.
                patched = JsonPatch.Merge(current.Value, Body(body));
                break;
            default:
                throw new FakeStatusException(415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
        }

        return Update(request, current, Decode(request, Body(patched), true), null);
    }

    public JsonObject Delete(WriteRequest request, JsonObject? options, string? propagation)
    {
        StoredObject current = Current(request);
        (string Name, string Key)[] conditions = [("uid", "UID"), ("resourceVersion", "ResourceVersion")];
        foreach ((string field, string label) in conditions)
        {
            string? wanted = Objects.Text(options, "preconditions", field);
            string? actual = Objects.Text(current.Value, "metadata", field);
            if (wanted is not null && wanted != actual)
            {
                throw FakeStatusException.Conflict(request.Kind, request.Path.Name!, $"Precondition failed: {label} in precondition: {wanted}, {label} in object meta: {actual}");
            }
        }

        JsonObject value = Objects.Clone(current.Value);
        propagation = Objects.Text(options, "propagationPolicy") ?? propagation;
        string? holder = propagation switch { "Foreground" => "foregroundDeletion", "Orphan" => "orphan", _ => null };
        if (holder is not null)
        {
            JsonArray finalizers = value["metadata"]!["finalizers"] as JsonArray ?? [];
            value["metadata"]!["finalizers"] = new JsonArray([.. finalizers.Select(entry => entry!.GetValue<string>()).Append(holder).Distinct().Select(entry => JsonValue.Create(entry))]);
        }

        if (Objects.HasFinalizers(value) && request.Kind != FakeKinds.Namespaces)
        {
            value["metadata"]!["deletionTimestamp"] ??= Now();
            value["metadata"]!["deletionGracePeriodSeconds"] = 0;
            return JsonNode.DeepEquals(value, current.Value) ? value : Commit(request, value, current.Owners);
        }

        if (!request.DryRun)
        {
            RemoveWithContent(request.Kind, current);
        }

        JsonObject details = new() { ["name"] = request.Path.Name, ["group"] = request.Kind.Kind.Group, ["kind"] = request.Kind.Kind.Plural, ["uid"] = Objects.Text(current.Value, "metadata", "uid") };
        return new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["details"] = details };
    }

    private static ImmutableDictionary<string, ImmutableHashSet<string>> NoOwners { get; } = ImmutableDictionary.Create<string, ImmutableHashSet<string>>(StringComparer.Ordinal);

    private JsonObject Apply(WriteRequest request, JsonObject intent)
    {
        string manager = $"{request.Manager.Split('|')[0]}|Apply";
        if (SchemaValidator.Prune(request.Kind, Objects.Clone(intent)) is [string unknown, ..])
        {
            throw new FakeStatusException(500, "", $"failed to create typed patch object: .{unknown}: field not declared in schema");
        }

        StoredObject? current = store.Find(request.Kind, Objects.Key(request.Path.Namespace, request.Path.Name!));
        if (current is null)
        {
            JsonObject created = Objects.Clone(intent);
            Objects.Metadata(created)["name"] = request.Path.Name;
            return Create(request with { Manager = manager }, created);
        }

        (JsonObject value, ImmutableDictionary<string, ImmutableHashSet<string>> owners) = FieldOwnership.Apply(current.Value, current.Owners, intent, manager, request.Force);
        return Update(request, current, value, owners);
    }

    private JsonObject Update(WriteRequest request, StoredObject current, JsonObject value, ImmutableDictionary<string, ImmutableHashSet<string>>? owners)
    {
        FakeKind kind = request.Kind;
        string name = request.Path.Name!;
        if (Objects.Name(value) != name)
        {
            throw FakeStatusException.BadRequest($"the name of the object ({Objects.Name(value)}) does not match the name on the URL ({name})");
        }

        if (Objects.Text(value, "metadata", "resourceVersion") is { Length: > 0 } based && based != Objects.Text(current.Value, "metadata", "resourceVersion"))
        {
            throw FakeStatusException.Conflict(kind, name, "the object has been modified; please apply your changes to the latest version and try again");
        }

        value = KeepWhatThisRequestMayNotWrite(request, current.Value, value);
        SchemaValidator.Validate(kind, value, name);
        Admit(kind, value);
        bool specChanged = !JsonNode.DeepEquals(value["spec"], current.Value["spec"]);
        owners ??= FieldOwnership.AfterUpdate(current.Owners, current.Value, value, request.Manager);
        if (JsonNode.DeepEquals(value, current.Value) && ReferenceEquals(owners, current.Owners))
        {
            return Objects.Clone(current.Value);
        }

        if (specChanged)
        {
            value["metadata"]!["generation"] = (current.Value["metadata"]!["generation"]?.GetValue<int>() ?? 0) + 1;
        }

        if (Objects.Text(value, "metadata", "deletionTimestamp") is not null && !Objects.HasFinalizers(value) && !request.DryRun)
        {
            store.Remove(kind, Objects.Key(value));
            return value;
        }

        return Commit(request, value, owners);
    }

    private static JsonObject KeepWhatThisRequestMayNotWrite(WriteRequest request, JsonObject current, JsonObject value)
    {
        if (request.Path.Subresource is not null)
        {
            JsonObject result = Objects.Clone(current);
            string part = request.Path.Subresource == "finalize" ? "spec" : "status";
            result[part] = value[part]?.DeepClone();
            return result;
        }

        foreach (string field in (string[])["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "namespace", "managedFields", "resourceVersion"])
        {
            Copy(current["metadata"]!.AsObject(), Objects.Metadata(value), field);
        }

        if (request.Kind.HasStatus)
        {
            Copy(current, value, "status");
        }

        return value;

        static void Copy(JsonObject from, JsonObject to, string field)
        {
            to.Remove(field);
            if (from[field] is JsonNode kept)
            {
                to[field] = kept.DeepClone();
            }
        }
    }

    private JsonObject Commit(WriteRequest request, JsonObject value, ImmutableDictionary<string, ImmutableHashSet<string>> owners)
    {
        Objects.Metadata(value)["managedFields"] = FieldOwnership.Render(owners, request.Kind.Kind.ApiVersion, Now());
        return request.DryRun ? value : Objects.Clone(store.Put(request.Kind, value, owners).Value);
    }

    private JsonObject Decode(WriteRequest request, JsonObject body, bool patched)
    {
        FakeKind kind = request.Kind;
        JsonObject value = Objects.Clone(body);
        value["apiVersion"] ??= kind.Kind.ApiVersion;
        value["kind"] ??= kind.Kind.Kind;
        if (Objects.Text(value, "apiVersion") != kind.Kind.ApiVersion || Objects.Text(value, "kind") != kind.Kind.Kind)
        {
            throw FakeStatusException.BadRequest($"the API version in the data ({value["apiVersion"]}, Kind={value["kind"]}) does not match the expected API version ({kind.Kind.ApiVersion}, Kind={kind.Kind.Kind})");
        }

        if (kind.Kind == BuiltInKinds.Secret)
        {
            EncodeTexts(value);
        }

        List<string> unknown = SchemaValidator.Prune(kind, value);
        if (unknown.Count > 0 && request.Strict && features.FieldValidation)
        {
            string list = $"strict decoding error: {string.Join(", ", unknown.Select(path => $"unknown field \"{path}\""))}";
            throw patched
                ? new FakeStatusException(422, "Invalid", $" \"\" is invalid: patch: Invalid value: {list}")
                : FakeStatusException.BadRequest($"{kind.Kind.Kind} in version \"{kind.Kind.Version}\" cannot be handled as a {kind.Kind.Kind}: {list}");
        }

        return value;
    }

    // stringData is for writing only: it goes into data, and is never stored.
    private static void EncodeTexts(JsonObject secret)
    {
        if (secret["stringData"] is JsonObject texts)
        {
            JsonObject data = secret["data"] as JsonObject ?? [];
            secret["data"] = data;
            foreach ((string key, JsonNode? text) in texts)
            {
                data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text!.GetValue<string>()));
            }
        }

        secret.Remove("stringData");
    }

    private static void Admit(FakeKind kind, JsonObject value)
    {
        string? refusal = Objects.Text(value, "metadata", "annotations", "test/deny");
        if (kind == FakeKinds.BackupSessions && Objects.Text(value, "spec", "session") is not { Length: > 0 })
        {
            refusal = "session name can not be empty";
        }

        if (refusal is not null)
        {
            throw new FakeStatusException(403, "Forbidden", $"admission webhook \"{kind.Kind.Plural}.webhook.test\" denied the request: {refusal}");
        }
    }

    private void RemoveWithContent(FakeKind kind, StoredObject current)
    {
        store.Remove(kind, Objects.Key(current.Value));
        if (kind == FakeKinds.Namespaces)
        {
            foreach (FakeKind other in FakeKinds.All.Where(other => other.Kind.Namespaced))
            {
                foreach (StoredObject content in store.List(other).Where(content => Objects.Namespace(content.Value) == Objects.Name(current.Value)).ToArray())
                {
                    store.Remove(other, Objects.Key(content.Value));
                }
            }
        }
    }

    private StoredObject Current(WriteRequest request) =>
        store.Find(request.Kind, Objects.Key(request.Path.Namespace, request.Path.Name!)) ?? throw FakeStatusException.NotFound(request.Kind, request.Path.Name!);

    private static JsonObject Body(JsonNode? body) => body as JsonObject ?? throw FakeStatusException.BadRequest("the body of the request must be an object");

    private string Now() => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex("^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$")]
    private static partial Regex NamePattern();
}
