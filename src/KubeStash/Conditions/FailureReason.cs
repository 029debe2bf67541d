using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Conditions;

/// <summary>Finds the one condition that says best why an object is in trouble.</summary>
internal static class FailureReason
{
    /// <summary>Rows keep at most this many characters; the detail page shows messages whole.</summary>
    public const int MaxLength = 240;

    /// <summary>
    /// The text of the first condition with status <c>False</c> for which False is not the good status, as KubeStash's own summary has it; else
    /// of the first that means trouble by being <c>True</c>; else null.
    /// </summary>
    public static string? FromConditions(ResourceKind kind, IReadOnlyList<ConditionWire?>? conditions)
    {
        if (conditions is null)
        {
            return null;
        }

        // KubeStash counts a False of any type, so types it will add one day count too; only the known inverted ones do not.
        ConditionWire? found =
            conditions.FirstOrDefault(condition => condition?.Status == "False" && Judge(kind, condition) != ConditionJudgement.Good)
            ?? conditions.FirstOrDefault(condition => condition?.Status == "True" && Judge(kind, condition) == ConditionJudgement.Bad);
        return found is null ? null : Shorten(FirstText(found.Message, found.Reason, found.Type));
    }

    /// <summary>Cuts a text to <see cref="MaxLength"/> characters, never through a character.</summary>
    public static string? Shorten(string? text)
    {
        if (text is null || text.Length <= MaxLength)
        {
            return text;
        }

        int end = MaxLength - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    private static ConditionJudgement Judge(ResourceKind kind, ConditionWire condition) =>
        ConditionPolarity.Judge(kind, condition.Type, condition.Status);

    private static string? FirstText(params string?[] texts) => texts.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
}
