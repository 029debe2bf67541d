using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>Creates, replaces, patches and deletes.</summary>
internal sealed class WriteHandler(ObjectWrites writes, ReadHandler reads)
{
    /// <summary>POST.</summary>
    public async Task CreateAsync(HttpContext context, KindDefinition kind, string? ns)
    {
        Negotiation negotiation = Negotiation.Of(context.Request, objects: true);
        WriteContext how = WriteParameters.Read(context.Request, "CreateOptions");
        DecodedBody body = await Bodies.ReadObjectAsync(context, kind.Resource.Kind);
        JsonObject value = body.Value!.AsObject();
        RequestChecks.FitKind(kind, value);
        await AnswerAsync(context, kind, writes.Creation.Create(kind, ns, value, body.Duplicates, how), negotiation);
    }

    /// <summary>PUT.</summary>
    public async Task ReplaceAsync(HttpContext context, KindDefinition kind, ObjectKey key, string part)
    {
        Negotiation negotiation = Negotiation.Of(context.Request, objects: true);
        WriteContext how = WriteParameters.Read(context.Request, "UpdateOptions");
        DecodedBody body = await Bodies.ReadObjectAsync(context, kind.Resource.Kind);
        JsonObject value = body.Value!.AsObject();
        RequestChecks.FitKind(kind, value);
        await AnswerAsync(context, kind, writes.Update.Replace(kind, key, part, value, body.Duplicates, how), negotiation);
    }

    /// <summary>PATCH.</summary>
    public async Task PatchAsync(HttpContext context, KindDefinition kind, ObjectKey key, string part)
    {
        string type = Bodies.MediaType(context.Request);
        if (!PatchTypes.Of(kind.IsCustom).Contains(type))
        {
            throw Refusals.UnsupportedMediaType(PatchTypes.Of(kind.IsCustom));
        }

        Negotiation negotiation = Negotiation.Of(context.Request, objects: true);
        WriteContext how = WriteParameters.Read(context.Request, "PatchOptions", type == PatchTypes.Apply);
        DecodedBody body = await Bodies.ReadPatchAsync(context, type == PatchTypes.Apply);
        if (type == PatchTypes.Apply && body.Value is JsonObject intent)
        {
            bool saysVersion = intent["apiVersion"].AsText() is { Length: > 0 };
            RequestChecks.FitKind(kind, intent);
            if (!saysVersion)
            {
                // Unlike a body, a configuration is not completed: ownership needs to know what its fields are of.
                intent["apiVersion"] = "";
            }
        }

        await AnswerAsync(context, kind, writes.Update.Patch(kind, key, part, type, body, how), negotiation);
    }

    /// <summary>DELETE of one object.</summary>
    public async Task DeleteAsync(HttpContext context, KindDefinition kind, ObjectKey key)
    {
        Negotiation negotiation = Negotiation.Of(context.Request, objects: true);
        Deletion deletion = WriteParameters.ReadDeletion(context.Request, await Bodies.ReadOptionsAsync(context, "DeleteOptions"));
        DeletionResult result = writes.Deletion.Delete(kind, key, deletion);
        if (!result.Gone || BuiltInRules.DeletionAnswersObject(kind.Resource))
        {
            int code = !result.Gone && deletion.KeepsDependents == false ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
            await reads.SendAsync(context, code, kind, ObjectUpdate.AtVersion(result.Value, kind.Resource), negotiation);
            return;
        }

        JsonObject details = Refusals.Details(kind.Resource, key.Name);
        details["uid"] = result.Value.Text("metadata", "uid");
        JsonObject status = new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["details"] = details };
        await Answers.SendAsync(context, StatusCodes.Status200OK, status, negotiation);
    }

    /// <summary>DELETE of all that is selected.</summary>
    public async Task DeleteCollectionAsync(HttpContext context, KindDefinition kind, string? ns)
    {
        Negotiation negotiation = Negotiation.Of(context.Request, objects: true);
        Deletion deletion = WriteParameters.ReadDeletion(context.Request, await Bodies.ReadOptionsAsync(context, "DeleteOptions"));
        IQueryCollection query = context.Request.Query;
        Selection selection = new(kind, ns, query["labelSelector"], query["fieldSelector"]);
        ListPage page = ListReader.Read(writes.State.Store, kind.StoreId, selection, new(query["resourceVersion"], query["resourceVersionMatch"], query["limit"], query["continue"]));
        foreach (StoredObject item in page.Items)
        {
            try
            {
                writes.Deletion.Delete(kind, item.Key, deletion with { Uid = null, ResourceVersion = null });
            }
            catch (WriteRefusedException gone) when (gone.Code == StatusCodes.Status404NotFound)
            {
                // Somebody else was faster: that it is gone is all that was wanted.
            }
        }

        await reads.SendListAsync(context, kind, page, negotiation);
    }

    private Task AnswerAsync(HttpContext context, KindDefinition kind, WriteResult result, Negotiation negotiation)
    {
        Answers.Warn(context, result.Warnings);
        int code = result.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        return result.Stored is not null
            ? reads.SendAsync(context, code, kind, result.Stored, negotiation)
            : reads.SendAsync(context, code, kind, ObjectUpdate.AtVersion(result.Value, kind.Resource), negotiation);
    }
}
