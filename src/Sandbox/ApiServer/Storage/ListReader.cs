using System.Globalization;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>What a list is asked for, apart from the selection; as in the query.</summary>
internal sealed record ListRequest(string? ResourceVersion = null, string? Match = null, string? Limit = null, string? Continue = null);

/// <summary>A page of a list.</summary>
/// <param name="Version">Version the objects are of.</param>
/// <param name="Continue">Where the next page begins; null on the last.</param>
/// <param name="Remaining">How many follow; null when that is not told.</param>
internal sealed record ListPage(IReadOnlyList<StoredObject> Items, long Version, string? Continue, long? Remaining);

/// <summary>410 for a token that is too old, with one to go on with.</summary>
internal sealed class ContinueExpiredException(string token)
    : Exception("The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.")
{
    /// <summary>Goes on after the same object, with the objects of now.</summary>
    public string Token { get; } = token;
}

/// <summary>Reads lists by the rules of <c>resourceVersion</c>, <c>resourceVersionMatch</c>, <c>limit</c> and <c>continue</c>.</summary>
internal static class ListReader
{
    private const string Exact = "Exact";
    private const string NotOlderThan = "NotOlderThan";

    /// <summary>Reads a page.</summary>
    /// <exception cref="WriteRefusedException">400, 410, 422 or 504.</exception>
    /// <exception cref="ContinueExpiredException">The token is too old.</exception>
    public static ListPage Read(ObjectStore store, string kind, Selection selection, ListRequest request)
    {
        long limit = Number(request.Limit) ?? 0;
        (ObjectSet objects, long version, ObjectKey? after) = State(store, kind, request, limit);
        IEnumerable<StoredObject> found = selection.From(objects);
        if (after is not null)
        {
            found = found.Where(item => item.Key > after.Value);
        }

        // What the watch cache answers is never cut.
        if (limit <= 0 || (request.ResourceVersion == "0" && string.IsNullOrEmpty(request.Continue)))
        {
            return new([.. found], version, null, null);
        }

        List<StoredObject> page = [];
        long more = 0;
        foreach (StoredObject item in found)
        {
            if (page.Count < limit)
            {
                page.Add(item);
                continue;
            }

            more++;
            if (selection.HasSelectors)
            {
                break;
            }
        }

        // A server cuts its walk through the objects, not what it finds: what is left need not be selected. One name is looked up, not walked to.
        if (more == 0 && page.Count == limit && selection.HasSelectors && selection.Name is null)
        {
            more = objects.In(selection.Namespace).Any(item => item.Key > page[^1].Key) ? 1 : 0;
        }

        return more == 0
            ? new(page, version, null, null)
            : new(page, version, new ContinueToken(version, page[^1].Key).ToString(), selection.HasSelectors ? null : more);
    }

    /// <summary>Reads a version; null when none is given.</summary>
    /// <exception cref="WriteRefusedException">It is no number.</exception>
    public static long? ParseVersion(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong version) && version <= long.MaxValue
            ? (long)version
            : throw new WriteRefusedException(500, "", $"resourceVersion: Invalid value: {GoText.Quote(text)}: strconv.ParseUint: parsing {GoText.Quote(text)}: {(text.All(char.IsAsciiDigit) ? "value out of range" : "invalid syntax")}");
    }

    /// <summary>A whole number of the query; null when it is not given.</summary>
    public static long? Number(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw WriteRefusedException.BadRequest($"strconv.ParseInt: parsing {GoText.Quote(text)}: invalid syntax");
    }

    private static (ObjectSet Objects, long Version, ObjectKey? After) State(ObjectStore store, string kind, ListRequest request, long limit)
    {
        long? asked = ParseVersion(request.ResourceVersion);
        Check(request, asked);
        if (!string.IsNullOrEmpty(request.Continue))
        {
            if (asked is > 0)
            {
                throw WriteRefusedException.BadRequest("specifying resource version is not allowed when using continue");
            }

            return Continued(store, kind, ContinueToken.Parse(request.Continue));
        }

        (ObjectSet objects, long version) = store.Read(kind);
        if (asked is null or 0)
        {
            return (objects, version, null);
        }

        if (asked > version)
        {
            throw Refusals.VersionTooLarge(asked.Value, version);
        }

        if (request.Match == Exact || (string.IsNullOrEmpty(request.Match) && limit > 0))
        {
            ObjectSet then = store.ReadAt(kind, asked.Value) ?? throw Refusals.Expired("The resourceVersion for the provided list is too old.");
            return (then, asked.Value, null);
        }

        return (objects, version, null);
    }

    private static (ObjectSet Objects, long Version, ObjectKey? After) Continued(ObjectStore store, string kind, ContinueToken token)
    {
        if (token.Version == ContinueToken.Latest)
        {
            (ObjectSet now, long version) = store.Read(kind);
            return (now, version, token.After);
        }

        return store.ReadAt(kind, token.Version) is { } then
            ? (then, token.Version, token.After)
            : throw new ContinueExpiredException(new ContinueToken(ContinueToken.Latest, token.After).ToString());
    }

    private static void Check(ListRequest request, long? asked)
    {
        if (string.IsNullOrEmpty(request.Match))
        {
            return;
        }

        const string Field = "resourceVersionMatch";
        FieldError? error = (request.Match, asked) switch
        {
            (_, null) => FieldError.Forbidden(Field, "resourceVersionMatch is forbidden unless resourceVersion is provided"),
            _ when !string.IsNullOrEmpty(request.Continue) => FieldError.Forbidden(Field, "resourceVersionMatch is forbidden when continue is provided"),
            (not (Exact or NotOlderThan), _) => FieldError.NotSupported(Field, request.Match, [Exact, NotOlderThan, ""]),
            (Exact, 0) => FieldError.Forbidden(Field, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""),
            _ => null,
        };
        if (error is not null)
        {
            throw Refusals.InvalidOptions("ListOptions", error);
        }
    }
}
