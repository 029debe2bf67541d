using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>Gets and lists.</summary>
internal sealed class ReadHandler(ClusterState state)
{
    private static readonly byte[] Comma = ","u8.ToArray();
    private static readonly byte[] ListEnd = "]}\n"u8.ToArray();

    /// <summary>Answers with one object.</summary>
    public Task GetAsync(HttpContext context, KindDefinition kind, ObjectKey key)
    {
        Negotiation negotiation = Negotiation.Of(context.Request, objects: true);
        long? asked = ListReader.ParseVersion(context.Request.Query["resourceVersion"]);
        StoredObject found = state.Store.Find(kind.StoreId, key) ?? throw Refusals.NotFound(kind.Resource, key.Name);
        if (asked > state.Store.Version)
        {
            throw Refusals.VersionTooLarge(asked.Value, state.Store.Version);
        }

        return SendAsync(context, StatusCodes.Status200OK, kind, found, negotiation);
    }

    /// <summary>Answers with an object in the form asked for.</summary>
    public Task SendAsync(HttpContext context, int code, KindDefinition kind, StoredObject value, Negotiation negotiation) =>
        negotiation.Form == AnswerForm.Whole && IsOnlyVersion(kind)
            ? Answers.SendAsync(context, code, value.Json, negotiation)
            : SendAsync(context, code, kind, ObjectForms.InVersion(value, kind), negotiation);

    /// <summary>Answers with an object in the form asked for.</summary>
    public Task SendAsync(HttpContext context, int code, KindDefinition kind, JsonObject value, Negotiation negotiation)
    {
        JsonObject answer = negotiation.Form switch
        {
            AnswerForm.Table => ObjectForms.Table(
                kind, [value], new JsonObject { ["resourceVersion"] = value.TextOrEmpty("metadata", "resourceVersion") }, context.Request.Query["includeObject"].ToString(), state.Time.GetUtcNow()),
            AnswerForm.Metadata => ObjectForms.Partial(value),
            _ => value,
        };
        return Answers.SendAsync(context, code, answer, negotiation);
    }

    /// <summary>Answers with a list.</summary>
    public Task ListAsync(HttpContext context, KindDefinition kind, string? ns)
    {
        Negotiation negotiation = Negotiation.Of(context.Request, objects: true);
        IQueryCollection query = context.Request.Query;
        _ = ListReader.Number(query["timeoutSeconds"]); // Nothing here takes that long; only what is no number is refused.
        Selection selection = new(kind, ns, query["labelSelector"], query["fieldSelector"]);
        ListPage page = ListReader.Read(state.Store, kind.StoreId, selection, new(query["resourceVersion"], query["resourceVersionMatch"], query["limit"], query["continue"]));
        return SendListAsync(context, kind, page, negotiation);
    }

    /// <summary>Answers with a page in the form asked for.</summary>
    public Task SendListAsync(HttpContext context, KindDefinition kind, ListPage page, Negotiation negotiation)
    {
        JsonObject metadata = ObjectForms.ListMetadata(page, kind.IsCustom && negotiation.Form == AnswerForm.Whole);
        switch (negotiation.Form)
        {
            case AnswerForm.Table:
                string include = context.Request.Query["includeObject"].ToString();
                return Answers.SendAsync(context, StatusCodes.Status200OK, ObjectForms.Table(kind, page.Items.Select(item => ObjectForms.InVersion(item, kind)), metadata, include, state.Time.GetUtcNow()), negotiation);
            case AnswerForm.Metadata:
                return Answers.SendAsync(context, StatusCodes.Status200OK, ObjectForms.PartialList(page.Items.Select(item => item.Value), metadata), negotiation);
            default:
                return SendWholeAsync(context, kind, page, metadata, negotiation);
        }
    }

    /// <summary>Whether stored objects can be sent as they are: they are of the only version served.</summary>
    public bool IsOnlyVersion(KindDefinition kind) => kind.StoredAs is null && (!kind.IsCustom || state.Catalog.All.Count(other => other.Resource.Id == kind.Resource.Id) == 1);

    private Task SendWholeAsync(HttpContext context, KindDefinition kind, ListPage page, JsonObject metadata, Negotiation negotiation)
    {
        if (negotiation.Yaml || negotiation.Indented)
        {
            JsonObject list = new()
            {
                ["kind"] = kind.ListKind,
                ["apiVersion"] = kind.Resource.ApiVersion,
                ["metadata"] = metadata,
                ["items"] = new JsonArray([.. page.Items.Select(item => kind.IsCustom ? ObjectForms.InVersion(item, kind).DeepClone() : ObjectForms.Untyped(ObjectForms.InVersion(item, kind)))]),
            };
            return Answers.SendAsync(context, StatusCodes.Status200OK, list, negotiation);
        }

        byte[] head = Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind.ListKind}\",\"apiVersion\":\"{kind.Resource.ApiVersion}\",\"metadata\":{metadata.ToJsonString(CanonicalJson.Plain)},\"items\":[");
        bool asStored = IsOnlyVersion(kind);
        Func<StoredObject, ReadOnlyMemory<byte>> write = (kind.IsCustom, asStored) switch
        {
            (true, true) => item => item.Json,
            (true, false) => item => JsonBytes.Write(ObjectForms.InVersion(item, kind)),
            (false, true) => ObjectForms.UntypedJson,
            (false, false) => item => JsonBytes.Write(ObjectForms.Untyped(ObjectForms.InVersion(item, kind))),
        };
        IReadOnlyList<ReadOnlyMemory<byte>> items = [.. page.Items.Select(write)];
        long length = head.Length + ListEnd.Length + Math.Max(0, items.Count - 1) + items.Sum(item => (long)item.Length);
        return Answers.SendPiecesAsync(context, Pieces(head, items), length);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(byte[] head, IReadOnlyList<ReadOnlyMemory<byte>> items)
    {
        yield return head;
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                yield return Comma;
            }

            yield return items[i];
        }

        yield return ListEnd;
    }
}
