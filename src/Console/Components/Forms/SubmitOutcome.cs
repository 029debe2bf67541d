using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BackupConsole.Components.Forms;

/// <summary>What became of a submission.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>Everything is there.</summary>
    /// <param name="Stored">The first object, as the server stores it.</param>
    public sealed record Created(JsonObject Stored) : SubmitOutcome;

    /// <summary>The first object was not created.</summary>
    /// <param name="Problems">Why not.</param>
    /// <param name="IsNameTaken">Whether another object has its name.</param>
    /// <param name="Left">What is in the cluster now all the same, as sentences.</param>
    public sealed record Refused(ImmutableArray<FormProblem> Problems, bool IsNameTaken, ImmutableArray<string> Left) : SubmitOutcome
    {
        /// <summary>A refusal that leaves nothing behind.</summary>
        public Refused(params ImmutableArray<FormProblem> problems)
            : this(problems, IsNameTaken: false, [])
        {
        }
    }

    /// <summary>Nobody knows whether it was created.</summary>
    /// <param name="Why">What happened, as a sentence.</param>
    public sealed record Unknown(string Why) : SubmitOutcome;
}
