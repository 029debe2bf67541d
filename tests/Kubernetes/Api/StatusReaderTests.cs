using System.Net;
using System.Net.Http.Headers;
using BackupConsole.Kubernetes.Api;

namespace BackupConsole.Kubernetes.Tests.Api;

public sealed class StatusReaderTests
{
    [Fact]
    public async Task A_status_is_read_with_its_causes()
    {
        ApiStatus status = await ReadAsync(HttpStatusCode.UnprocessableEntity, """
            {"kind":"Status","apiVersion":"v1","status":"Failure","message":"Widget \"b\" is invalid","reason":"Invalid","details":{"name":"b","causes":[{"reason":"FieldValueInvalid","message":"must be a number","field":"spec.sessions[0].size"},{"reason":"FieldValueRequired","message":"Required value","field":"spec.name"}]},"code":422}
            """);

        Assert.Equal(422, status.Code);
        Assert.Equal("Invalid", status.Reason);
        Assert.Equal([new ApiStatusCause("spec.sessions[0].size", "FieldValueInvalid", "must be a number"), new ApiStatusCause("spec.name", "FieldValueRequired", "Required value")], status.Causes);
        Assert.False(status.IsForbidden || status.IsNotFound || status.IsExpired || status.IsWebhookRefusal);
    }

    [Fact]
    public async Task A_webhook_refusal_is_not_a_missing_permission()
    {
        ApiStatus webhook = await ReadAsync(HttpStatusCode.Forbidden, """{"kind":"Status","message":"admission webhook \"validator.kubestash.com\" denied the request: spec can not be updated","reason":"Forbidden","code":403}""");
        ApiStatus forbidden = await ReadAsync(HttpStatusCode.Forbidden, """{"kind":"Status","message":"widgets.example.com is forbidden: User \"admission webhook\" cannot list","reason":"Forbidden","code":403}""");

        Assert.Equal("validator.kubestash.com", webhook.Webhook);
        Assert.False(webhook.IsForbidden);
        Assert.Null(forbidden.Webhook);
        Assert.True(forbidden.IsForbidden);
    }

    [Theory]
    [InlineData("<html><body>502 Bad Gateway</body></html>", "502")]
    [InlineData("", "502")]
    [InlineData("upstream connect error", "upstream connect error")]
    [InlineData("""{"error":"no route"}""", "no route")]
    [InlineData("[1]", "[1]")]
    public async Task What_is_no_status_is_still_said(string body, string expected)
    {
        ApiStatus status = await ReadAsync(HttpStatusCode.BadGateway, body);

        Assert.Equal(502, status.Code);
        Assert.Contains(expected, status.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("<", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_body_is_cut()
    {
        ApiStatus status = await ReadAsync(HttpStatusCode.BadGateway, new string('x', 5_000_000));

        Assert.InRange(status.Message.Length, 100, 600);
    }

    [Fact]
    public async Task The_wait_comes_from_the_header_or_the_details()
    {
        const string Busy = """{"kind":"Status","message":"busy","reason":"TooManyRequests","details":{"retryAfterSeconds":7},"code":429}""";

        Assert.Equal(TimeSpan.FromSeconds(7), (await ReadAsync(HttpStatusCode.TooManyRequests, Busy)).RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(2), (await ReadAsync(HttpStatusCode.TooManyRequests, Busy, new RetryConditionHeaderValue(TimeSpan.FromSeconds(2)))).RetryAfter);
        Assert.Null((await ReadAsync(HttpStatusCode.ServiceUnavailable, "down")).RetryAfter);
    }

    [Fact]
    public async Task A_redirect_is_named_as_such()
    {
        using HttpResponseMessage response = new(HttpStatusCode.Found) { Headers = { Location = new Uri("https://login.example.com/?token=secret") } };

        ApiStatus status = await StatusReader.ReadAsync(response, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal("Redirect", status.Reason);
        Assert.Contains("login.example.com", status.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", status.Message, StringComparison.Ordinal);
    }

    private static async Task<ApiStatus> ReadAsync(HttpStatusCode code, string body, RetryConditionHeaderValue? retryAfter = null)
    {
        using HttpResponseMessage response = new(code) { Content = new StringContent(body) };
        response.Headers.RetryAfter = retryAfter;
        return await StatusReader.ReadAsync(response, TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
