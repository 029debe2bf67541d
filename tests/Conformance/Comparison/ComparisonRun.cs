using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Conformance.Comparison.Requests;

namespace BackupConsole.Conformance.Comparison;

/// <summary>Sends the requests of a seed to two servers, one after the other to each and at the same time to both, and compares.</summary>
/// <param name="shown">How many unexplained requests are written out.</param>
internal sealed class ComparisonRun(ComparedServer real, ComparedServer sandbox, RequestSource source, KnownDifferences known, int shown, CancellationToken cancellationToken)
{
    private const int MaxDifferencesShown = 8;
    private readonly StringBuilder report = new();
    private readonly Dictionary<(string Plural, string Namespace), int> removals = [];

    /// <summary>Requests sent.</summary>
    public int Requests { get; private set; }

    /// <summary>Requests whose answers differ in what no row of the list explains.</summary>
    public int Unexplained { get; private set; }

    public string Report => report.ToString();

    /// <summary>Sends that many requests.</summary>
    public async Task RunAsync(int count)
    {
        for (; Requests < count; Requests++)
        {
            int number = source.Number;
            ComparisonRequest request = source.Next();
            if (real.HasUser(request.User) && !WasRemovedSince(request))
            {
                await CompareAsync(number, request);
            }
        }
    }

    private async Task CompareAsync(int number, ComparisonRequest request)
    {
        ComparisonAnswer[] answers = await Task.WhenAll(real.SendAsync(request, cancellationToken), sandbox.SendAsync(request, cancellationToken));
        AnswerForm[] forms = [Read(real, answers[0]), Read(sandbox, answers[1])];
        IReadOnlyList<Difference> differences = [.. SameMeaning.Compare(request, forms[0], forms[1])];
        Difference[] unexplained = [.. differences.Where(difference => !known.Explain(request, difference))];
        if (unexplained.Length > 0)
        {
            Unexplained++;
            Write(number, request, unexplained);
        }

        source.Known.Note(request, forms[0]);
        if (request.Kind is { } kind && request.Method != HttpMethod.Get && (differences.Count > 0 || request.RemoveAfterwards))
        {
            // What follows must not differ for the same reason again.
            await RemoveAsync(kind, request.Namespace, NameOf(request, forms));
        }

        AnswerForm Read(ComparedServer server, ComparisonAnswer answer)
        {
            server.Memory.Note(request, answer.MediaType == "application/json" && !request.IsWatch ? TryParse(answer.Text) : null, number);
            return AnswerForm.Of(request, answer, server.Memory);
        }
    }

    /// <summary>Whether objects were removed in the time a watch looks back on: on the way there each server had changes of its own.</summary>
    private bool WasRemovedSince(ComparisonRequest request) =>
        request.WatchFrom is { } moment && request.Kind is { } kind && removals.GetValueOrDefault((kind.Plural, request.Namespace), -1) >= moment;

    private static string NameOf(ComparisonRequest request, AnswerForm[] forms)
    {
        if (request.Name.Length > 0)
        {
            return request.Name;
        }

        return forms.Where(form => form.Code is 200 or 201 && !form.IsStatus).Select(form => form.Body?["metadata"]?["name"]?.GetValue<string>()).FirstOrDefault(name => name is not null) ?? "";
    }

    private async Task RemoveAsync(ComparedKind kind, string ns, string name)
    {
        if (name.Length == 0)
        {
            return;
        }

        ComparisonRequest free = RequestSource.About("remove", HttpMethod.Patch, kind, ns, name) with { ContentType = "application/merge-patch+json", Body = "{\"metadata\":{\"finalizers\":null}}" };
        ComparisonRequest delete = RequestSource.About("remove", HttpMethod.Delete, kind, ns, name) with { Query = "gracePeriodSeconds=0&propagationPolicy=Background" };
        removals[(kind.Plural, ns)] = source.Number;
        foreach (ComparedServer server in new[] { real, sandbox })
        {
            await server.SendAsync(free, cancellationToken);
            await server.SendAsync(delete, cancellationToken);
        }

        source.Known.Forget(kind, ns, name);
    }

    private static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null; // The comparison shows it as text.
        }
    }

    private void Write(int number, ComparisonRequest request, Difference[] differences)
    {
        if (Unexplained > shown)
        {
            return;
        }

        report.AppendLine(CultureInfo.InvariantCulture, $"#{number} {request}");
        foreach (Difference difference in differences.Take(MaxDifferencesShown))
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"    {difference}");
        }

        if (differences.Length > MaxDifferencesShown)
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"    and {differences.Length - MaxDifferencesShown} more");
        }
    }
}
