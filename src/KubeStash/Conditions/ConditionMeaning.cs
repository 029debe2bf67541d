namespace BackupConsole.KubeStash.Conditions;

/// <summary>What a condition's status says about its object.</summary>
public enum ConditionJudgement
{
    /// <summary>Not known: the type is not KubeStash's, or the status is neither True nor False.</summary>
    Neutral,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Trouble.</summary>
    Bad,

    /// <summary>Not what was hoped for, yet no fault, such as a skipped verification of what was verified already.</summary>
    Notice,
}

/// <summary>What one condition type of one kind means.</summary>
/// <param name="Type">Condition type.</param>
/// <param name="GoodWhenTrue">Whether <c>True</c> is the good status; otherwise <c>True</c> means trouble and <c>False</c> is good.</param>
/// <param name="Meaning">What <c>True</c> says, in words.</param>
/// <param name="IsFinalStep">Whether the operator sets it last: until then a phase may still change.</param>
/// <param name="IsHarmless">Whether the bad status is merely worth a notice.</param>
public sealed record ConditionMeaning(string Type, bool GoodWhenTrue, string Meaning, bool IsFinalStep = false, bool IsHarmless = false)
{
    /// <summary>Judges a status: <c>True</c>, <c>False</c> or anything else.</summary>
    public ConditionJudgement Judge(string? status) => status switch
    {
        "True" when GoodWhenTrue => ConditionJudgement.Good,
        "False" when !GoodWhenTrue => ConditionJudgement.Good,
        "True" or "False" => IsHarmless ? ConditionJudgement.Notice : ConditionJudgement.Bad,
        _ => ConditionJudgement.Neutral,
    };
}
