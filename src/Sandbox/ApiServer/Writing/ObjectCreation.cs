using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.BuiltIn;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.ManagedFields;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Webhooks;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>Creates objects.</summary>
internal sealed class ObjectCreation(ClusterState state, Admission admission)
{
    private const int NameTries = 8;

    /// <summary>Creates an object from a decoded body, which becomes the object.</summary>
    /// <param name="ns">Namespace of the URL; null for kinds without.</param>
    /// <param name="owned">Whether the object has its <c>managedFields</c> already.</param>
    /// <exception cref="WriteRefusedException">The server refuses.</exception>
    public WriteResult Create(KindDefinition definition, string? ns, JsonObject value, IReadOnlyList<string> duplicates, WriteContext context, bool owned = false)
    {
        KindRuntime runtime = state.Runtimes.Of(definition);
        if (context.Status is { } status)
        {
            value["status"] = status.Value.DeepClone();
        }

        IReadOnlyList<string> warnings = runtime.Writer.Decode(value, context.Validation, duplicates);
        JsonObject metadata = ObjectTexts.Metadata(value);
        RequestChecks.FitNamespace(metadata, ns);
        RequestChecks.FitType(definition, value);
        if (ulong.TryParse(metadata["resourceVersion"].AsText(), System.Globalization.CultureInfo.InvariantCulture, out ulong version) && version > 0)
        {
            throw new WriteRefusedException(500, "", "resourceVersion should not be set on objects to be created");
        }

        bool generates = metadata["name"].AsText() is not { Length: > 0 } && metadata["generateName"].AsText() is { Length: > 0 };
        for (int attempt = 1; ; attempt++)
        {
            JsonObject candidate = generates && attempt < NameTries ? ObjectTexts.Copy(value) : value;
            if (TryCreate(runtime, ns, candidate, context, owned) is { } created)
            {
                return created with { Warnings = warnings };
            }

            if (!generates || attempt == NameTries)
            {
                string name = candidate.TextOrEmpty("metadata", "name");
                throw Refusals.AlreadyExists(definition.Resource, name, state.Store.Find(definition.StoreId, new(ns ?? "", name)) is { IsDeleting: true });
            }
        }
    }

    private WriteResult? TryCreate(KindRuntime runtime, string? ns, JsonObject value, WriteContext context, bool owned)
    {
        ResourceKind kind = runtime.Kind;
        SetMetadata(runtime.Definition, value, context);
        string name = value.TextOrEmpty("metadata", "name");
        if (ns is not null)
        {
            admission.CheckNamespace(kind, ns, name);
        }

        admission.CheckDefinition(runtime.Definition);
        BuiltInRules.FillDefaults(runtime.Definition, value);
        if (!owned)
        {
            Own(runtime, value, context);
        }

        // From here on things are filled in that nobody owns.
        JsonNode? status = context.Status is null ? null : ObjectTexts.Detach(value, "status");
        BuiltInRules.PrepareCreate(runtime.Definition, value);
        admission.SetDefaults(AdmissionOperation.Create, kind, null, value);
        if (status is not null)
        {
            value["status"] = status;
        }

        runtime.Writer.ValidateCreate(value);
        if (EventForms.Has(kind))
        {
            EventRules.CheckCreate(kind, value);
        }

        BuiltInRules.Check(runtime.Definition, value);
        admission.Check(AdmissionOperation.Create, kind, null, value);
        if (context.DryRun)
        {
            return state.Store.Find(runtime.StoreId, new(ns ?? "", name)) is null ? new(value, null, true, []) : null;
        }

        StoredObject? stored = state.Store.TryPut(runtime.StoreId, null, runtime.ToStored(value));
        return stored is null ? null : new(value, stored, true, []);
    }

    private static void Own(KindRuntime runtime, JsonObject value, WriteContext context)
    {
        if (context.Status is null && !runtime.CanOwn(value))
        {
            ObjectTexts.Metadata(value).Remove("managedFields");
            return;
        }

        FieldWrite main = new(context.Manager, "", runtime.MainIgnored);
        FieldWrite[] writes = context.Status is not { } status ? [main]
            : runtime.Definition.HasStatus ? [main, new(status.Manager, Subresource.StatusName, runtime.StatusIgnored, status.Written)]
            : [main with { Ignored = FieldSet.OfFields("status") }, new(status.Manager, "", runtime.StatusIgnored, status.Written)];
        runtime.Fields(context.Created).Create(value, writes);
    }

    private void SetMetadata(KindDefinition definition, JsonObject value, WriteContext context)
    {
        JsonObject metadata = ObjectTexts.Metadata(value);
        DateTimeOffset created = context.Created ?? state.Time.GetUtcNow();
        string place = $"{definition.Resource.Id}|{metadata.TextOrEmpty("namespace")}|{created.ToUnixTimeMilliseconds()}";
        if (metadata["name"].AsText() is not { Length: > 0 } && metadata["generateName"].AsText() is { Length: > 0 } prefix)
        {
            metadata["name"] = context.Created is null ? ObjectTexts.Generate(prefix) : ObjectTexts.Generate(prefix, $"{place}|{state.Store.Version}");
        }

        metadata["uid"] = context.Created is null ? ObjectTexts.Uid() : ObjectTexts.Uid($"{place}|{metadata.TextOrEmpty("name")}");
        metadata["creationTimestamp"] = ObjectTexts.Time(created);
        foreach (string field in new[] { "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "resourceVersion" })
        {
            metadata.Remove(field);
        }

        if (BuiltInRules.HasGeneration(definition))
        {
            metadata["generation"] = 1;
        }
    }
}
