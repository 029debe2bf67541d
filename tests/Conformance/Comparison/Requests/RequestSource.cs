using System.Text.Json.Nodes;

namespace BackupConsole.Conformance.Comparison.Requests;

/// <summary>Makes the requests of a seed, one after the other, knowing what the earlier ones have left behind.</summary>
internal sealed class RequestSource
{
    /// <summary>Values of label <c>app</c>.</summary>
    public static readonly string[] Apps = ["a", "b", "c"];
    private readonly (int Weight, Func<RequestSource, ComparisonRequest> Make)[] makers;
    private readonly Queue<ComparisonRequest> queue = [];
    private readonly IReadOnlyList<ComparedKind> kinds;
    private readonly Random random;

    public RequestSource(int seed, IReadOnlyList<ComparedKind> kinds, IReadOnlyList<string> namespaces)
    {
        random = new Random(seed);
        this.kinds = kinds;
        Namespaces = namespaces;
        makers =
        [
            (22, CreateRequests.Make), (10, ReplaceRequests.Make), (7, StatusRequests.Make), (16, PatchRequests.Make), (16, ApplyRequests.Make), (12, ReadRequests.Get),
            (12, ReadRequests.List), (3, ReadRequests.Watch), (12, DeleteRequests.Make), (2, DeleteRequests.Collection), (12, BadRequests.Make),
        ];
    }

    public IReadOnlyList<string> Namespaces { get; }

    public KnownObjects Known { get; } = new();

    /// <summary>Number of the request that comes next, from 0.</summary>
    public int Number { get; private set; }

    /// <summary>The next request.</summary>
    public ComparisonRequest Next()
    {
        if (!queue.TryDequeue(out ComparisonRequest? request))
        {
            int at = Below(makers.Sum(maker => maker.Weight));
            foreach ((int weight, Func<RequestSource, ComparisonRequest> make) in makers)
            {
                if (at < weight)
                {
                    request = make(this);
                    break;
                }

                at -= weight;
            }
        }

        Number++;
        return request!;
    }

    /// <summary>Puts a request behind the one being made.</summary>
    public void Follow(ComparisonRequest request) => queue.Enqueue(request);

    public int Below(int bound) => random.Next(bound);

    public bool Chance(double probability) => random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];

    public ComparedKind Kind(Func<ComparedKind, bool>? suits = null)
    {
        IReadOnlyList<ComparedKind> among = suits is null ? kinds : [.. kinds.Where(suits)];
        int at = Below(among.Sum(kind => kind.Weight));
        foreach (ComparedKind kind in among)
        {
            if (at < kind.Weight)
            {
                return kind;
            }

            at -= kind.Weight;
        }

        throw new InvalidOperationException("No kind has a weight.");
    }

    /// <summary>A namespace for objects of a kind; empty for kinds without.</summary>
    public string Namespace(ComparedKind kind) => kind.ClusterScoped ? "" : Pick(Namespaces);

    /// <summary>The name of an object that is mostly there.</summary>
    public string Existing(ComparedKind kind, string ns)
    {
        IReadOnlyList<string> names = Known.Names(kind, ns);
        return names.Count == 0 || Chance(0.06) ? "missing" : Pick(names);
    }

    /// <summary>A valid new object, labelled at random.</summary>
    public JsonObject NewObject(ComparedKind kind, string? name)
    {
        JsonObject metadata = [];
        if (name is not null)
        {
            metadata["name"] = name;
        }

        if (Chance(0.7))
        {
            metadata["labels"] = new JsonObject { ["app"] = Pick(Apps) };
            if (Chance(0.4))
            {
                metadata["labels"]!["tier"] = Pick(["front", "back"]);
            }
        }

        if (Chance(0.2))
        {
            metadata["annotations"] = new JsonObject { ["example.com/note"] = $"n{Below(3)}" };
        }

        JsonObject value = new() { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = metadata };
        foreach ((string field, JsonNode? part) in Pick(kind.Samples))
        {
            value[field] = part?.DeepClone();
        }

        return value;
    }

    /// <summary>A request about one object.</summary>
    public static ComparisonRequest About(string tag, HttpMethod method, ComparedKind kind, string ns, string name, string part = "") =>
        new(tag, method, kind.Path(ns, Reference(kind, ns, name), part)) { Kind = kind, Namespace = ns, Name = name };

    /// <summary>The current name of an object on each server, for paths and bodies.</summary>
    public static string Reference(ComparedKind kind, string ns, string name) =>
        name.EndsWith("xxxxx", StringComparison.Ordinal) ? $"{{{{name:{ServerMemory.Key(kind.Plural, ns, name)}}}}}" : name;

    /// <summary>Something of an object that each server has its own value of.</summary>
    public static string Own(string word, ComparedKind kind, string ns, string name) => $"{{{{{word}:{ServerMemory.Key(kind.Plural, ns, name)}}}}}";

    public static string Join(params string[] queries) => string.Join('&', queries.Where(query => query.Length > 0));
}
