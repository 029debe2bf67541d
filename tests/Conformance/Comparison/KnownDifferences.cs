using System.Text.Json;
using System.Text.RegularExpressions;

namespace BackupConsole.Conformance.Comparison;

/// <summary>A difference that is meant. Everything given has to match; expressions match anywhere unless they say otherwise.</summary>
/// <param name="Id">Short name.</param>
/// <param name="Reason">Why the servers differ.</param>
internal sealed record KnownDifference(string Id, string Reason)
{
    /// <summary>Whether a run of usual length may pass without it.</summary>
    public bool Rare { get; init; }

    /// <summary>Of the request's tag.</summary>
    public string? Tag { get; init; }

    public string? Method { get; init; }

    /// <summary>Of the path with the query.</summary>
    public string? Path { get; init; }

    /// <summary>Of the request's body.</summary>
    public string? Body { get; init; }

    /// <summary>The aspect; <c>null</c> for any.</summary>
    public string? Aspect { get; init; }

    /// <summary>Of the place in the object.</summary>
    public string? At { get; init; }

    /// <summary>Of the real server's value.</summary>
    public string? Real { get; init; }

    /// <summary>Of the sandbox's value.</summary>
    public string? Sandbox { get; init; }

    public bool Matches(ComparisonRequest request, Difference difference) =>
        (Aspect is null || Aspect == difference.Aspect)
        && Matches(Tag, request.Tag)
        && Matches(Method, request.Method.Method)
        && Matches(Path, $"{request.Path}?{request.Query}")
        && Matches(Body, request.Body ?? "")
        && Matches(At, difference.At)
        && Matches(Real, difference.Real)
        && Matches(Sandbox, difference.Sandbox);

    private static bool Matches(string? expression, string value) => expression is null || Regex.IsMatch(value, expression, RegexOptions.Singleline);
}

/// <summary>The written list of exceptions, with how often each was met.</summary>
internal sealed class KnownDifferences
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
    private readonly IReadOnlyList<KnownDifference> rows;
    private readonly Dictionary<string, int> met = [];

    private KnownDifferences(IReadOnlyList<KnownDifference> rows) => this.rows = rows;

    /// <summary>The rows that explained nothing in the run.</summary>
    /// <param name="rare">Also those that are rare.</param>
    public IEnumerable<KnownDifference> Unmet(bool rare) => rows.Where(row => (rare || !row.Rare) && !met.ContainsKey(row.Id));

    public int Total => met.Values.Sum();

    public string Counts => string.Join("\n", rows.Select(row => $"  {met.GetValueOrDefault(row.Id),6}  {row.Id}"));

    public static KnownDifferences Read()
    {
        using Stream data = typeof(KnownDifferences).Assembly.GetManifestResourceStream("KnownDifferences.json")
            ?? throw new InvalidOperationException("KnownDifferences.json is not embedded in the test assembly.");
        KnownDifference[] rows = JsonSerializer.Deserialize<KnownDifference[]>(data, Strict)!;
        string[] twice = [.. rows.GroupBy(row => row.Id).Where(group => group.Count() > 1).Select(group => group.Key)];
        return twice.Length == 0 ? new(rows) : throw new InvalidOperationException($"KnownDifferences.json has two rows of the name {string.Join(", ", twice)}.");
    }

    /// <summary>Whether a row explains a difference; the row is counted.</summary>
    public bool Explain(ComparisonRequest request, Difference difference)
    {
        if (rows.FirstOrDefault(row => row.Matches(request, difference)) is not { } row)
        {
            return false;
        }

        met[row.Id] = met.GetValueOrDefault(row.Id) + 1;
        return true;
    }
}
