using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.BuiltIn;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Webhooks;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>Replaces and patches objects.</summary>
internal sealed class ObjectUpdate(ClusterState state, Admission admission, ObjectCreation creation)
{
    /// <summary>How often a change that is not bound to a version is tried.</summary>
    private const int Tries = 100;

    /// <summary>Replaces an object by a decoded body.</summary>
    /// <param name="part">Subresource, or empty.</param>
    /// <exception cref="WriteRefusedException">The server refuses.</exception>
    public WriteResult Replace(KindDefinition definition, ObjectKey key, string part, JsonObject body, IReadOnlyList<string> duplicates, WriteContext context)
    {
        KindRuntime runtime = state.Runtimes.Of(definition);
        IReadOnlyList<string> warnings = runtime.Writer.Decode(body, context.Validation, duplicates);
        JsonObject metadata = ObjectTexts.Metadata(body);
        RequestChecks.FitName(metadata, key.Name);
        RequestChecks.FitNamespace(metadata, definition.Resource.Namespaced ? key.Namespace : null, named: true);
        bool hasVersion = metadata["resourceVersion"].AsText() is { Length: > 0 };
        if (state.Store.Find(definition.StoreId, key) is null)
        {
            if (metadata["uid"].AsText() is { Length: > 0 } uid)
            {
                throw Refusals.Conflict(definition.Resource, key.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: ");
            }

            if (part.Length == 0 && BuiltInRules.ReplacementCreates(definition.Resource))
            {
                metadata.Remove("resourceVersion");
                return creation.Create(definition, definition.Resource.Namespaced ? key.Namespace : null, body, duplicates, context);
            }
        }

        return Change(
            runtime,
            key,
            part,
            (current, _) =>
            {
                if (!hasVersion && BuiltInRules.NeedsVersion(definition))
                {
                    throw runtime.Writer.MissingResourceVersion(key.Name);
                }

                RequestChecks.FitType(definition, body);
                RequestChecks.CheckVersion(metadata["resourceVersion"]);

                return ObjectTexts.Copy(body);
            },
            context) with { Warnings = warnings };
    }

    /// <summary>Changes a private copy of the object.</summary>
    public WriteResult Edit(KindDefinition definition, ObjectKey key, string part, Action<JsonObject> change, WriteContext context)
    {
        KindRuntime runtime = state.Runtimes.Of(definition);
        return Change(
            runtime,
            key,
            part,
            (current, _) =>
            {
                JsonObject copy = ObjectTexts.Copy(current);
                change(copy);
                runtime.Writer.Decode(copy, context.Validation, []);
                return copy;
            },
            context);
    }

    /// <summary>Changes an object by a patch of any kind.</summary>
    /// <param name="contentType">Media type of the patch.</param>
    /// <exception cref="WriteRefusedException">The server refuses.</exception>
    public WriteResult Patch(KindDefinition definition, ObjectKey key, string part, string contentType, DecodedBody patch, WriteContext context)
    {
        KindRuntime runtime = state.Runtimes.Of(definition);
        if (contentType == PatchTypes.Apply)
        {
            return Apply(runtime, key, part, patch, context);
        }

        IReadOnlyList<string> warnings = [];
        WriteResult result = Change(
            runtime,
            key,
            part,
            (current, _) =>
            {
                JsonNode? patched = PatchTypes.ApplyTo(contentType, current, patch.Value, runtime.Schema);
                warnings = runtime.Writer.DecodePatched(patched, context.Validation, patch.Duplicates);
                JsonObject value = patched!.AsObject();
                RequestChecks.FitType(definition, value);
                RequestChecks.KeepUid(definition.Resource, value, current);
                RequestChecks.FitName(ObjectTexts.Metadata(value), key.Name);
                RequestChecks.FitNamespace(ObjectTexts.Metadata(value), definition.Resource.Namespaced ? key.Namespace : null, named: true);
                return value.Text("metadata", "resourceVersion") is { Length: > 0 } || !BuiltInRules.NeedsVersion(definition)
                    ? value
                    : throw runtime.Writer.MissingResourceVersion(key.Name);
            },
            context);
        return result with { Warnings = warnings };
    }

    private WriteResult Apply(KindRuntime runtime, ObjectKey key, string part, DecodedBody patch, WriteContext context)
    {
        if (patch.Value is not JsonObject intent)
        {
            throw WriteRefusedException.BadRequest("error decoding YAML: the applied configuration must be an object");
        }

        ManagedFields.FieldWrite write = Write(runtime, part, context);
        for (int attempt = 1; ; attempt++)
        {
            if (state.Store.Find(runtime.StoreId, key) is not null)
            {
                return Change(
                    runtime,
                    key,
                    part,
                    (current, _) =>
                    {
                        JsonObject applied = runtime.Fields(context.Created).Apply(current, intent, write, context.Force);
                        Fit(runtime, key, applied);
                        RequestChecks.CheckVersion(applied["metadata"]?["resourceVersion"]);
                        CheckNulls(runtime, applied);
                        runtime.Writer.Decode(applied, FieldValidation.Ignore, []);
                        return applied;
                    },
                    context,
                    owned: true) with { Warnings = context.Validation == FieldValidation.Ignore ? [] : patch.Duplicates };
            }

            if (part.Length > 0)
            {
                throw Refusals.NotFound(runtime.Kind, key.Name);
            }

            try
            {
                JsonObject created = runtime.Fields(context.Created).Apply(null, intent, write, context.Force);
                Fit(runtime, key, created);
                RequestChecks.CheckVersion(created["metadata"]?["resourceVersion"]);
                ObjectTexts.Metadata(created).Remove("resourceVersion");
                CheckNulls(runtime, created);
                return creation.Create(runtime.Definition, runtime.Kind.Namespaced ? key.Namespace : null, created, [], context with { Validation = FieldValidation.Ignore }, owned: true);
            }
            catch (WriteRefusedException exists) when (exists.Reason == "AlreadyExists" && attempt < Tries)
            {
                // Somebody was faster: apply to what is there now.
            }
        }
    }

    /// <summary>Whether a merged object fits the URL; conflicts come before that.</summary>
    private static void Fit(KindRuntime runtime, ObjectKey key, JsonObject applied)
    {
        JsonObject metadata = ObjectTexts.Metadata(applied);
        RequestChecks.FitName(metadata, key.Name);
        RequestChecks.FitNamespace(metadata, runtime.Kind.Namespaced ? key.Namespace : null, named: true);
    }

    private WriteResult Change(KindRuntime runtime, ObjectKey key, string part, Func<JsonObject, int, JsonObject> produce, WriteContext context, bool owned = false)
    {
        for (int attempt = 1; ; attempt++)
        {
            StoredObject current = state.Store.Find(runtime.StoreId, key) ?? throw Refusals.NotFound(runtime.Kind, key.Name);
            JsonObject old = AtVersion(current.Value, runtime.Kind);
            JsonObject candidate = produce(old, attempt);
            bool bound = candidate.Text("metadata", "resourceVersion") is { Length: > 0 } asked && asked != old.Text("metadata", "resourceVersion");
            if (bound)
            {
                throw Refusals.Conflict(runtime.Kind, key.Name);
            }

            if (TryFinish(runtime, current, old, candidate, part, context, owned) is { } done)
            {
                return done;
            }

            if (attempt == Tries)
            {
                throw Refusals.Conflict(runtime.Kind, key.Name);
            }
        }
    }

    private WriteResult? TryFinish(KindRuntime runtime, StoredObject current, JsonObject old, JsonObject candidate, string part, WriteContext context, bool owned)
    {
        bool canOwn = owned || part.Length > 0 || runtime.CanOwn(candidate);
        JsonObject value = Combine(runtime, old, candidate, part, owned);
        JsonObject metadata = ObjectTexts.Metadata(value);
        CheckUid(runtime.Kind, current, metadata);
        ObjectTexts.Take(metadata, old["metadata"] as JsonObject, "resourceVersion");
        if (!current.IsDeleting)
        {
            metadata.Remove("deletionTimestamp");
            metadata.Remove("deletionGracePeriodSeconds");
        }

        if (part.Length == 0)
        {
            BuiltInRules.FillDefaults(runtime.Definition, value);
        }

        if (!canOwn)
        {
            metadata.Remove("managedFields");
        }
        else if (!owned)
        {
            runtime.Fields(context.Created).Update(old, value, Write(runtime, part, context));
        }

        // From here on things are filled in that nobody owns.
        if (part.Length == 0)
        {
            BuiltInRules.PrepareUpdate(runtime.Definition, value, old);
            admission.SetDefaults(AdmissionOperation.Update, runtime.Kind, old, value);
        }

        runtime.Writer.ValidateUpdate(value, old);
        if (part.Length == 0)
        {
            BuiltInRules.Check(runtime.Definition, value);
            admission.Check(AdmissionOperation.Update, runtime.Kind, old, value);
        }

        Count(runtime.Definition, value, old);
        if (JsonTypes.Equal(value, old) && (ReferenceEquals(old, current.Value) || runtime.Definition.StoredAs is not null))
        {
            return new(old, current, false, []);
        }

        return Store(runtime, current, value, context);
    }

    private WriteResult? Store(KindRuntime runtime, StoredObject current, JsonObject value, WriteContext context)
    {
        if (context.DryRun)
        {
            return new(value, null, false, []);
        }

        if (current.IsDeleting && ObjectDeletion.MayGo(runtime.Kind, value))
        {
            return state.Store.TryRemove(runtime.StoreId, current, runtime.ToStored(value)) is { } last ? new(value, last, false, []) : null;
        }

        return state.Store.TryPut(runtime.StoreId, current, runtime.ToStored(value)) is { } stored ? new(value, stored, false, []) : null;
    }

    /// <summary>Takes what a request may change from the candidate, and the rest from the old object.</summary>
    private static JsonObject Combine(KindRuntime runtime, JsonObject old, JsonObject candidate, string part, bool owned)
    {
        if (part.Length == 0)
        {
            if (runtime.Definition.HasStatus)
            {
                ObjectTexts.Take(candidate, old, "status");
            }

            return candidate;
        }

        JsonObject value = ObjectTexts.Copy(old);
        ObjectTexts.Take(value, candidate, part == "finalize" ? "spec" : "status");
        if (owned)
        {
            ObjectTexts.Take(ObjectTexts.Metadata(value), candidate["metadata"] as JsonObject, "managedFields");
        }

        return value;
    }

    /// <summary>Nulls are dropped from custom objects as they are decoded; an applied configuration is merged without that, and so refused for them.</summary>
    private static void CheckNulls(KindRuntime runtime, JsonObject applied)
    {
        Defaulter.DropNulls(runtime.Schema.Declared, applied, defaulted: true);
        if (runtime.Definition.IsCustom
            && runtime.Writer.FindFaults(applied) is { } faults
            && faults.Any(fault => fault.Reason == "FieldValueTypeInvalid" && fault.Message.StartsWith("Invalid value: \"null\"", StringComparison.Ordinal)))
        {
            throw WriteRefusedException.Invalid(runtime.Kind.Group, runtime.Kind.Kind, applied.TextOrEmpty("metadata", "name"), faults);
        }
    }

    private static void CheckUid(ResourceKind kind, StoredObject current, JsonObject metadata)
    {
        if (metadata["uid"].AsText() is { Length: > 0 } uid && uid != current.Uid)
        {
            throw Refusals.Conflict(kind, current.Key.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid}");
        }
    }

    private static void Count(KindDefinition definition, JsonObject value, JsonObject old)
    {
        if (BuiltInRules.HasGeneration(definition) && !(SameButStatus(definition, value, old) && BuiltInRules.HasSameAnnotations(definition, value, old)))
        {
            ObjectTexts.Metadata(value)["generation"] = (old.Number("metadata", "generation") ?? 0) + 1;
        }
    }

    private static bool SameButStatus(KindDefinition definition, JsonObject value, JsonObject old)
    {
        bool Counts(string field) => field != "metadata" && !(field == "status" && definition.HasStatus);
        return value.Where(field => Counts(field.Key)).All(field => old.TryGetPropertyValue(field.Key, out JsonNode? before) && JsonTypes.Equal(field.Value, before))
            && old.Where(field => Counts(field.Key)).All(field => value.ContainsKey(field.Key));
    }

    private static ManagedFields.FieldWrite Write(KindRuntime runtime, string part, WriteContext context) =>
        new(context.Manager, part, part.Length == 0 ? runtime.MainIgnored : part == "status" ? runtime.StatusIgnored : null);

    /// <summary>The object in the version of a kind; no conversion but the name of the version, except for events.</summary>
    internal static JsonObject AtVersion(JsonObject value, ResourceKind kind)
    {
        if (value["apiVersion"].AsText() == kind.ApiVersion)
        {
            return value;
        }

        if (EventForms.Has(kind))
        {
            return EventForms.To(kind, value);
        }

        JsonObject copy = ObjectTexts.Copy(value);
        copy["apiVersion"] = kind.ApiVersion;
        return copy;
    }
}
