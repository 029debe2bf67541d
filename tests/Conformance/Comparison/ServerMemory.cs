using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BackupConsole.Conformance.Comparison;

/// <summary>What differs between two servers that were asked the same: uids, versions, generated names, tokens. One per server.</summary>
internal sealed partial class ServerMemory
{
    private readonly Dictionary<string, string> uids = [];
    private readonly Dictionary<string, List<string>> versions = [];
    private readonly Dictionary<string, (string Uid, string Name)> objects = [];
    private readonly Dictionary<string, string> moments = [];
    private readonly Dictionary<string, string> continueTokens = [];
    private int request;
    private int seen;

    /// <summary>
    /// Fills in a request: <c>uid</c>, <c>version</c>, <c>older</c> (the version before) and <c>name</c> of an object known by its key,
    /// <c>moment</c> (the version of an earlier list) and <c>continue</c> (the last token of a path).
    /// </summary>
    public string Fill(string template) => Placeholder().Replace(template, match => Value(match.Groups[1].Value, match.Groups[2].Value));

    /// <summary>The key objects are known by.</summary>
    public static string Key(string plural, string ns, string name) => $"{plural}/{ns}/{name}";

    /// <summary>Notes what an answer tells about objects and tokens.</summary>
    public void Note(ComparisonRequest request, JsonNode? answer, int moment)
    {
        this.request = moment;
        seen = 0;
        if (answer is not JsonObject value)
        {
            return;
        }

        NoteObject(value, request.Kind);
        if (value["items"] is JsonArray items)
        {
            foreach (JsonObject item in items.OfType<JsonObject>())
            {
                NoteObject(item, request.Kind);
            }

            if (request.Method == HttpMethod.Get)
            {
                continueTokens[request.Path] = Text(value["metadata"]?["continue"]) ?? "";
            }

            if (Text(value["metadata"]?["resourceVersion"]) is { Length: > 0 } version)
            {
                moments[moment.ToString(CultureInfo.InvariantCulture)] = version;
            }
        }
    }

    /// <summary>What a uid is called in comparisons: by the request that showed it first.</summary>
    public string UidName(string uid)
    {
        if (!uids.TryGetValue(uid, out string? name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"uid-{request}-{++seen}");
            uids[uid] = name;
        }

        return name;
    }

    /// <summary>A text in which uids seen in objects have their names.</summary>
    public string EvenText(string text) => Uid().Replace(text, match => uids.GetValueOrDefault(match.Value, match.Value));

    /// <summary>What a version of an object is called: numbered in the order seen.</summary>
    public string VersionName(string uid, string version)
    {
        if (!versions.TryGetValue(uid, out List<string>? known))
        {
            known = [];
            versions[uid] = known;
        }

        int at = known.IndexOf(version);
        if (at < 0)
        {
            at = known.Count;
            known.Add(version);
        }

        return $"version-{at + 1}";
    }

    /// <summary>The name an object's random ending is taken from.</summary>
    public static string EvenName(string name) => GeneratedName().Replace(name, "$1xxxxx");

    private void NoteObject(JsonObject value, ComparedKind? kind)
    {
        if (kind is not null && value["metadata"] is JsonObject metadata && Text(metadata["uid"]) is { Length: > 0 } uid && Text(metadata["name"]) is { } name)
        {
            objects[Key(kind.Plural, Text(metadata["namespace"]) ?? "", EvenName(name))] = (uid, name);
            VersionName(uid, Text(metadata["resourceVersion"]) ?? "");
        }
    }

    private string Value(string word, string argument) => word switch
    {
        "uid" => objects.GetValueOrDefault(argument).Uid ?? "no-such-uid",
        "name" => objects.GetValueOrDefault(argument).Name ?? "no-such-name",
        "version" => Version(argument, 1),
        "older" => Version(argument, 2),
        "moment" => moments.GetValueOrDefault(argument, "1"),
        "continue" => Uri.EscapeDataString(continueTokens.GetValueOrDefault(argument, "")),
        _ => throw new ArgumentException($"No such placeholder: {word}."),
    };

    private string Version(string key, int back) =>
        objects.GetValueOrDefault(key).Uid is { } uid && versions.GetValueOrDefault(uid) is { Count: > 0 } known ? known[Math.Max(0, known.Count - back)] : "1";

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    [GeneratedRegex(@"\{\{(\w+):([^{}]*)\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"\b(made-\d+-|Bad_)[bcdfghjklmnpqrstvwxz2456789]{5}\b")]
    private static partial Regex GeneratedName();
}
