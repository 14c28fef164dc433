<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
  <context>
    <name>AuditWords</name>
    <message>
      <source>Break</source>
      <translation>불일치</translation>
    </message>
    <message>
      <source>File</source>
      <translation>파일</translation>
    </message>
    <message>
      <source>Run</source>
      <translation>대사</translation>
    </message>
    <message>
      <source>Payment</source>
      <translation>결제</translation>
    </message>
    <message>
      <source>Refund</source>
      <translation>환불</translation>
    </message>
    <message>
      <source>Job</source>
      <translation>작업</translation>
    </message>
    <message>
      <source>reason</source>
      <translation>사유</translation>
    </message>
    <message>
      <source>type</source>
      <translation>유형</translation>
    </message>
    <message>
      <source>resolution</source>
      <translation>해결</translation>
    </message>
    <message>
      <source>at stake</source>
      <translation>영향 금액</translation>
    </message>
    <message>
      <source>file</source>
      <translation>파일</translation>
    </message>
    <message>
      <source>format</source>
      <translation>형식</translation>
    </message>
    <message>
      <source>result</source>
      <translation>결과</translation>
    </message>
  </context>
  <context>
    <name>BackoffCurve</name>
    <message>
      <source>cap %1</source>
      <translation>상한 %1</translation>
    </message>
  </context>
  <context>
    <name>Columns</name>
    <message>
      <source>At</source>
      <translation>시각</translation>
    </message>
    <message>
      <source>Who</source>
      <translation>담당자</translation>
    </message>
    <message>
      <source>Action</source>
      <translation>작업</translation>
    </message>
    <message>
      <source>Subject</source>
      <translation>대상</translation>
    </message>
    <message>
      <source>Outcome</source>
      <translation>결과</translation>
    </message>
    <message>
      <source>Detail</source>
      <translation>상세</translation>
    </message>
    <message>
      <source>Account</source>
      <translation>계정</translation>
    </message>
    <message>
      <source>Debit</source>
      <translation>차변</translation>
    </message>
    <message>
      <source>Credit</source>
      <translation>대변</translation>
    </message>
    <message>
      <source>Balance</source>
      <translation>잔액</translation>
    </message>
    <message>
      <source>Type</source>
      <translation>유형</translation>
    </message>
    <message>
      <source>State</source>
      <translation>상태</translation>
    </message>
    <message>
      <source>At stake</source>
      <translation>영향 금액</translation>
    </message>
    <message>
      <source>Ledger</source>
      <translation>원장</translation>
    </message>
    <message>
      <source>File</source>
      <translation>파일</translation>
    </message>
    <message>
      <source>PSP reference</source>
      <translation>PSP 참조번호</translation>
    </message>
    <message>
      <source>Merchant reference</source>
      <translation>가맹점 참조번호</translation>
    </message>
    <message>
      <source>Seller</source>
      <translation>판매자</translation>
    </message>
    <message>
      <source>Open since</source>
      <translation>경과</translation>
    </message>
    <message>
      <source>Line</source>
      <translation>행</translation>
    </message>
    <message>
      <source>Proposed</source>
      <translation>제안</translation>
    </message>
    <message>
      <source>Proposed by</source>
      <translation>제안자</translation>
    </message>
    <message>
      <source>Explanation</source>
      <translation>설명</translation>
    </message>
    <message>
      <source>Booked</source>
      <translation>기표</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>구분</translation>
    </message>
    <message>
      <source>Value date</source>
      <translation>기산일</translation>
    </message>
    <message>
      <source>Description</source>
      <translation>적요</translation>
    </message>
    <message>
      <source>Payment</source>
      <translation>결제</translation>
    </message>
    <message>
      <source>Journal</source>
      <translation>전표</translation>
    </message>
    <message>
      <source>Ledger reference</source>
      <translation>원장 참조번호</translation>
    </message>
    <message>
      <source>Link</source>
      <translation>연결</translation>
    </message>
    <message>
      <source>Fee</source>
      <translation>수수료</translation>
    </message>
    <message>
      <source>File reference</source>
      <translation>파일 참조번호</translation>
    </message>
    <message>
      <source>Kind in file</source>
      <translation>파일 구분</translation>
    </message>
    <message>
      <source>Date in file</source>
      <translation>파일 일자</translation>
    </message>
    <message>
      <source>Score</source>
      <translation>점수</translation>
    </message>
    <message>
      <source>Created</source>
      <translation>생성</translation>
    </message>
    <message>
      <source>Order</source>
      <translation>주문</translation>
    </message>
    <message>
      <source>Amount</source>
      <translation>금액</translation>
    </message>
    <message>
      <source>In state</source>
      <translation>경과</translation>
    </message>
    <message>
      <source>PSP</source>
      <translation>PSP</translation>
    </message>
    <message>
      <source>Tries</source>
      <translation>시도</translation>
    </message>
    <message>
      <source>Next try</source>
      <translation>다음 시도</translation>
    </message>
    <message>
      <source>Error</source>
      <translation>오류</translation>
    </message>
    <message>
      <source>Last error</source>
      <translation>최근 오류</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>결제수단</translation>
    </message>
    <message>
      <source>Operation</source>
      <translation>작업</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>오류 유형</translation>
    </message>
    <message>
      <source>Policy</source>
      <translation>정책</translation>
    </message>
    <message>
      <source>Dead since</source>
      <translation>경과</translation>
    </message>
    <message>
      <source>Owner</source>
      <translation>담당자</translation>
    </message>
    <message>
      <source>Reason</source>
      <translation>사유</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>메모</translation>
    </message>
    <message>
      <source>Asked by</source>
      <translation>요청자</translation>
    </message>
    <message>
      <source>Decided by</source>
      <translation>결정자</translation>
    </message>
    <message>
      <source>Refund</source>
      <translation>환불</translation>
    </message>
    <message>
      <source>Settled</source>
      <translation>정산일</translation>
    </message>
    <message>
      <source>Lines</source>
      <translation>행 수</translation>
    </message>
    <message>
      <source>Matched</source>
      <translation>일치</translation>
    </message>
    <message>
      <source>Suggested</source>
      <translation>제안</translation>
    </message>
    <message>
      <source>Open breaks</source>
      <translation>미해결 불일치</translation>
    </message>
    <message>
      <source>Gross</source>
      <translation>총액</translation>
    </message>
    <message>
      <source>Net</source>
      <translation>순액</translation>
    </message>
    <message>
      <source>Bank</source>
      <translation>은행</translation>
    </message>
    <message>
      <source>Imported</source>
      <translation>가져온 시각</translation>
    </message>
    <message>
      <source>Pending</source>
      <translation>대기</translation>
    </message>
    <message>
      <source>Reserved</source>
      <translation>예약</translation>
    </message>
    <message>
      <source>Available</source>
      <translation>지급 가능</translation>
    </message>
    <message>
      <source>Row</source>
      <translation>행</translation>
    </message>
    <message>
      <source>Currency</source>
      <translation>통화</translation>
    </message>
    <message>
      <source>Opening</source>
      <translation>기초</translation>
    </message>
    <message>
      <source>Closing</source>
      <translation>기말</translation>
    </message>
    <message>
      <source>What</source>
      <translation>내용</translation>
    </message>
    <message>
      <source>Reference</source>
      <translation>참조</translation>
    </message>
    <message>
      <source>In</source>
      <translation>입금</translation>
    </message>
    <message>
      <source>Out</source>
      <translation>출금</translation>
    </message>
    <message>
      <source>Period</source>
      <translation>기간</translation>
    </message>
    <message>
      <source>PSP account</source>
      <translation>PSP 계정</translation>
    </message>
    <message>
      <source>Income</source>
      <translation>수익</translation>
    </message>
    <message>
      <source>Expense</source>
      <translation>비용</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>손익</translation>
    </message>
    <message>
      <source>Batch</source>
      <translation>묶음</translation>
    </message>
    <message>
      <source>Payouts</source>
      <translation>건수</translation>
    </message>
    <message>
      <source>From account</source>
      <translation>출금 계좌</translation>
    </message>
    <message>
      <source>Created by</source>
      <translation>작성자</translation>
    </message>
    <message>
      <source>Account holder</source>
      <translation>예금주</translation>
    </message>
    <message>
      <source>Bank account</source>
      <translation>은행 계좌</translation>
    </message>
    <message>
      <source>Payout</source>
      <translation>지급</translation>
    </message>
  </context>
  <context>
    <name>Desk</name>
    <message>
      <source>No connection: values are old</source>
      <translation>연결 끊김: 오래된 값입니다</translation>
    </message>
    <message>
      <source>Needs the role Approver</source>
      <translation>승인자 권한이 필요합니다</translation>
    </message>
    <message>
      <source>Needs the role Operator</source>
      <translation>운영자 권한이 필요합니다</translation>
    </message>
  </context>
  <context>
    <name>DetailWords</name>
    <message>
      <source>News for a state already passed</source>
      <translation>이미 지난 상태에 대한 소식</translation>
    </message>
    <message>
      <source>Order</source>
      <translation>주문</translation>
    </message>
    <message>
      <source>Seller</source>
      <translation>판매자</translation>
    </message>
    <message>
      <source>Payment</source>
      <translation>결제</translation>
    </message>
    <message>
      <source>Checkout</source>
      <translation>체크아웃</translation>
    </message>
    <message>
      <source>Captured</source>
      <translation>매입</translation>
    </message>
    <message>
      <source>Taken back</source>
      <translation>매입 취소</translation>
    </message>
  </context>
  <context>
    <name>DraftWords</name>
    <message>
      <source>A whole number, like 60,000</source>
      <translation>60,000처럼 정수로 입력하세요</translation>
    </message>
    <message numerus="yes">
      <source>An amount with %n decimals, like 12.5</source>
      <translation>
        <numerusform>소수 %n자리 금액으로 입력하세요</numerusform>
      </translation>
    </message>
    <message>
      <source>More than zero</source>
      <translation>0보다 커야 합니다</translation>
    </message>
    <message>
      <source>At most %1</source>
      <translation>최대 %1</translation>
    </message>
    <message>
      <source>The sum is too large</source>
      <translation>합계가 너무 큽니다</translation>
    </message>
    <message>
      <source>Nothing is chosen</source>
      <translation>선택한 항목이 없습니다</translation>
    </message>
  </context>
  <context>
    <name>ErrorClass</name>
    <message>
      <source>Hard decline</source>
      <translation>최종 거절</translation>
    </message>
    <message>
      <source>Soft decline</source>
      <translation>일시 거절</translation>
    </message>
    <message>
      <source>Authentication</source>
      <translation>인증 필요</translation>
    </message>
    <message>
      <source>Invalid request</source>
      <translation>잘못된 요청</translation>
    </message>
    <message>
      <source>Rate limit</source>
      <translation>호출 제한</translation>
    </message>
    <message>
      <source>Temporary</source>
      <translation>일시 장애</translation>
    </message>
    <message>
      <source>Unknown outcome</source>
      <translation>결과 불명</translation>
    </message>
    <message>
      <source>Configuration</source>
      <translation>설정 오류</translation>
    </message>
    <message>
      <source>Fraud</source>
      <translation>부정 거래</translation>
    </message>
  </context>
  <context>
    <name>ExplanationWords</name>
    <message>
      <source>register</source>
      <translation>등록</translation>
    </message>
    <message>
      <source>charge</source>
      <translation>직접 청구</translation>
    </message>
    <message>
      <source>capture</source>
      <translation>매입</translation>
    </message>
    <message>
      <source>void</source>
      <translation>무효화</translation>
    </message>
    <message>
      <source>refund</source>
      <translation>환불</translation>
    </message>
    <message>
      <source>query</source>
      <translation>상태 조회</translation>
    </message>
    <message>
      <source>dispute_evidence</source>
      <translation>분쟁 증빙 제출</translation>
    </message>
    <message>
      <source>dispute_accept</source>
      <translation>분쟁 수용</translation>
    </message>
    <message>
      <source>inquiry</source>
      <translation>문의</translation>
    </message>
    <message>
      <source>needs_response</source>
      <translation>답변 필요</translation>
    </message>
    <message>
      <source>under_review</source>
      <translation>심사 중</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>수용됨</translation>
    </message>
    <message>
      <source>pre_arbitration</source>
      <translation>중재 전 단계</translation>
    </message>
    <message>
      <source>won</source>
      <translation>승소</translation>
    </message>
    <message>
      <source>lost</source>
      <translation>패소</translation>
    </message>
    <message>
      <source>closed</source>
      <translation>종료</translation>
    </message>
    <message>
      <source>created</source>
      <translation>생성됨</translation>
    </message>
    <message>
      <source>registered</source>
      <translation>등록됨</translation>
    </message>
    <message>
      <source>awaiting_customer</source>
      <translation>고객 대기</translation>
    </message>
    <message>
      <source>processing</source>
      <translation>처리 중</translation>
    </message>
    <message>
      <source>authorized</source>
      <translation>승인됨</translation>
    </message>
    <message>
      <source>capture_requested</source>
      <translation>매입 요청</translation>
    </message>
    <message>
      <source>partially_captured</source>
      <translation>부분 매입</translation>
    </message>
    <message>
      <source>captured</source>
      <translation>매입 완료</translation>
    </message>
    <message>
      <source>void_requested</source>
      <translation>취소 요청</translation>
    </message>
    <message>
      <source>voided</source>
      <translation>승인 취소됨</translation>
    </message>
    <message>
      <source>retry_scheduled</source>
      <translation>재시도 예약</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>결과 확인 중</translation>
    </message>
    <message>
      <source>dead_letter</source>
      <translation>데드 레터</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>최종 실패</translation>
    </message>
    <message>
      <source>expired</source>
      <translation>만료</translation>
    </message>
    <message>
      <source>cancelled</source>
      <translation>취소됨</translation>
    </message>
    <message>
      <source>reversed</source>
      <translation>매입 취소됨</translation>
    </message>
    <message>
      <source>declined_final</source>
      <translation>최종 거절</translation>
    </message>
    <message>
      <source>declined_retryable</source>
      <translation>일시 거절</translation>
    </message>
    <message>
      <source>authentication_required</source>
      <translation>인증 필요</translation>
    </message>
    <message>
      <source>invalid_request</source>
      <translation>잘못된 요청</translation>
    </message>
    <message>
      <source>rate_limited</source>
      <translation>호출 제한</translation>
    </message>
    <message>
      <source>psp_unavailable</source>
      <translation>일시 장애</translation>
    </message>
    <message>
      <source>outcome_unknown</source>
      <translation>결과 불명</translation>
    </message>
    <message>
      <source>configuration</source>
      <translation>설정 오류</translation>
    </message>
    <message>
      <source>fraud</source>
      <translation>부정 거래</translation>
    </message>
  </context>
  <context>
    <name>Explanations</name>
    <message>
      <source>why.created</source>
      <translation>저장되었고 PSP가 아직 확인하지 않았습니다.</translation>
    </message>
    <message>
      <source>why.awaiting_customer</source>
      <translation>고객이 아직 결제하지 않았습니다. 결제창은 {until}까지 열려 있습니다.</translation>
    </message>
    <message>
      <source>why.page_over</source>
      <translation>결제창이 {until}에 닫혔습니다. 고객이 마지막 순간에 결제했는지 PSP에 조회합니다.</translation>
    </message>
    <message>
      <source>why.processing</source>
      <translation>PSP가 처리 중입니다.</translation>
    </message>
    <message>
      <source>why.authorized</source>
      <translation>결제가 승인되었고 아직 매입된 금액이 없습니다.</translation>
    </message>
    <message>
      <source>why.unknown</source>
      <translation>마지막 호출의 결과를 알 수 없습니다. 이미 처리되었을 수 있으므로 PSP가 답하기 전에는 다시 보내지 않습니다.</translation>
    </message>
    <message>
      <source>why.dead_letter</source>
      <translation>시도 횟수를 모두 썼습니다. 운영자가 재시도하거나 폐기하기 전에는 아무 일도 일어나지 않습니다.</translation>
    </message>
    <message>
      <source>why.dead_letter_in_doubt</source>
      <translation>조회 횟수를 모두 썼지만 결과를 아직 알 수 없습니다. 운영자가 PSP에 다시 조회하거나, 두 사람이 증빙을 두고 판정합니다.</translation>
    </message>
    <message>
      <source>why.retry_scheduled</source>
      <translation>마지막 호출이 실패했지만 다시 시도하면 성공할 수 있습니다.</translation>
    </message>
    <message>
      <source>why.void_requested</source>
      <translation>PSP에서 승인을 해제하는 중입니다.</translation>
    </message>
    <message>
      <source>why.no_money</source>
      <translation>청구된 금액이 없습니다.</translation>
    </message>
    <message>
      <source>why.no_money_error</source>
      <translation>청구된 금액이 없습니다: {error}.</translation>
    </message>
    <message>
      <source>why.capture_confirmed</source>
      <translation>PSP가 {amount} 매입을 확인했습니다.</translation>
    </message>
    <message>
      <source>why.captured_so_far</source>
      <translation>지금까지 매입: {total} 중 {captured}.</translation>
    </message>
    <message>
      <source>why.reversed</source>
      <translation>PSP가 매입을 되돌렸습니다.</translation>
    </message>
    <message>
      <source>why.of_order</source>
      <translation>따로 청구되는 주문 {order}:</translation>
    </message>
    <message>
      <source>why.taken_back</source>
      <translation>매입했던 {amount}을(를) 은행이 회수했습니다.</translation>
    </message>
    <message>
      <source>why.refunds_confirmed</source>
      <translation>PSP가 {amount} 환불을 확인했습니다.</translation>
    </message>
    <message>
      <source>why.refunds_pending</source>
      <translation>{amount} 환불이 진행 중입니다.</translation>
    </message>
    <message>
      <source>why.lost</source>
      <translation>분쟁에서 {amount}을(를) 잃었습니다.</translation>
    </message>
    <message>
      <source>why.settled</source>
      <translation>PSP가 {at}의 정산 보고서로 {amount}을(를) 정산했습니다.</translation>
    </message>
    <message>
      <source>why.given_up</source>
      <translation>{operation}: {attempts}회 시도 후 포기.</translation>
    </message>
    <message>
      <source>why.given_up_error</source>
      <translation>{operation}: {attempts}회 시도 후 포기, 마지막 오류: {error}.</translation>
    </message>
    <message>
      <source>why.failed</source>
      <translation>{operation}: 지금까지 {times}번 실패.</translation>
    </message>
    <message>
      <source>why.failed_error</source>
      <translation>{operation}: 지금까지 {times}번 실패, 마지막 오류: {error}.</translation>
    </message>
    <message>
      <source>why.asked</source>
      <translation>PSP에 {operation}에 관해 {times}번 조회했지만 최종 답이 없습니다.</translation>
    </message>
    <message>
      <source>why.asked_in_all</source>
      <translation>PSP에 모두 {times}번 조회했고, 마지막은 {at}입니다.</translation>
    </message>
    <message>
      <source>why.last_failure</source>
      <translation>마지막 실패 호출: {at}, {error} ({error_class}).</translation>
    </message>
    <message>
      <source>why.no_webhook</source>
      <translation>이에 관한 PSP 웹훅이 오지 않았습니다.</translation>
    </message>
    <message>
      <source>why.held</source>
      <translation>PSP 또는 카드 네트워크가 {operation}을(를) {until}까지 기다리라고 했습니다.</translation>
    </message>
    <message>
      <source>why.paused</source>
      <translation>{who} 님이 {account} 전송을 일시 중지했습니다.</translation>
    </message>
    <message>
      <source>why.paused_because</source>
      <translation>{who} 님이 {account} 전송을 일시 중지했습니다: {reason}.</translation>
    </message>
    <message>
      <source>why.breaker_open</source>
      <translation>{at}부터 {account} 호출이 차단되었습니다: {reason}. {until}에 시험 호출을 시작합니다.</translation>
    </message>
    <message>
      <source>why.breaker_probing</source>
      <translation>{account} 호출이 차단되었고({reason}) 시험 호출만 하나씩 보냅니다.</translation>
    </message>
    <message>
      <source>why.breaker_forced</source>
      <translation>{who} 님이 {at}에 {account} 호출을 차단했습니다.</translation>
    </message>
    <message>
      <source>why.breaker_forced_because</source>
      <translation>{who} 님이 {at}에 {account} 호출을 차단했습니다: {reason}.</translation>
    </message>
    <message>
      <source>why.dispute</source>
      <translation>분쟁 {reference} ({amount}): {state}.</translation>
    </message>
    <message>
      <source>why.dispute_withdrawn</source>
      <translation>분쟁 {reference} ({amount}): {state}, 금액이 인출되었습니다.</translation>
    </message>
    <message>
      <source>why.refund_waits</source>
      <translation>{who} 님의 {amount} 환불이 다른 사람의 승인을 기다립니다.</translation>
    </message>
    <message>
      <source>why.verdict_waits</source>
      <translation>{who} 님이 {operation}의 결과를 판정했고 다른 사람이 결정합니다.</translation>
    </message>
    <message>
      <source>why.too_long</source>
      <translation>{state} 상태가 {waited} 지속되었습니다. 예상은 최대 {expected}입니다.</translation>
    </message>
    <message>
      <source>told.answer</source>
      <translation>{at}의 PSP 응답으로 확인되었습니다.</translation>
    </message>
    <message>
      <source>told.webhook</source>
      <translation>{at}의 PSP 웹훅으로 확인되었습니다.</translation>
    </message>
    <message>
      <source>told.query</source>
      <translation>{at}의 PSP 상태 조회로 확인되었습니다.</translation>
    </message>
    <message>
      <source>told.operator</source>
      <translation>{who} 님이 {at}에 처리했습니다.</translation>
    </message>
    <message>
      <source>told.some_operator</source>
      <translation>운영자가 {at}에 처리했습니다.</translation>
    </message>
    <message>
      <source>told.verdict</source>
      <translation>{who} 님과 {other} 님이 {at}에 증빙을 두고 판정했습니다.</translation>
    </message>
    <message>
      <source>told.shop</source>
      <translation>상점이 {at}에 요청했습니다.</translation>
    </message>
    <message>
      <source>told.paydesk</source>
      <translation>Paydesk가 {at}에 스스로 결정했습니다.</translation>
    </message>
    <message>
      <source>next.attempt</source>
      <translation>{operation} {most}회 중 {attempt}회 시도</translation>
    </message>
    <message>
      <source>next.question</source>
      <translation>{operation}에 관한 {attempt}번째 조회</translation>
    </message>
    <message>
      <source>next.status_query</source>
      <translation>결제 전체에 관한 {attempt}번째 조회</translation>
    </message>
    <message>
      <source>next.answer</source>
      <translation>{operation}에 대한 PSP 응답</translation>
    </message>
    <message>
      <source>next.answer_to_question</source>
      <translation>{operation} 조회에 대한 PSP 응답</translation>
    </message>
    <message>
      <source>next.page_closes</source>
      <translation>결제창이 닫힘</translation>
    </message>
    <message>
      <source>next.sweep</source>
      <translation>오지 않은 소식을 PSP에서 확인</translation>
    </message>
    <message>
      <source>next.operator</source>
      <translation>운영자가 {operation}을(를) 재시도하거나 폐기</translation>
    </message>
    <message>
      <source>next.operator_in_doubt</source>
      <translation>운영자가 {operation}에 관해 PSP에 다시 조회하거나 판정을 제안</translation>
    </message>
    <message>
      <source>next.refund_decision</source>
      <translation>다른 사람이 {amount} 환불을 결정</translation>
    </message>
    <message>
      <source>next.verdict_decision</source>
      <translation>다른 사람이 {operation}에 관한 판정을 결정</translation>
    </message>
    <message>
      <source>next.dispute_response</source>
      <translation>누군가 분쟁 {reference}에 답변</translation>
    </message>
    <message>
      <source>next.dispute_decision</source>
      <translation>은행이 분쟁 {reference}을(를) 결정</translation>
    </message>
    <message>
      <source>note.of_order</source>
      <translation>따로 청구되는 주문 {order}</translation>
    </message>
    <message>
      <source>note.same_key</source>
      <translation>자동, 같은 멱등 키</translation>
    </message>
    <message>
      <source>note.asks_first</source>
      <translation>자동, 조회만 합니다. 답이 오기 전에는 다시 보내지 않습니다</translation>
    </message>
    <message>
      <source>note.asks</source>
      <translation>자동, 조회만</translation>
    </message>
    <message>
      <source>note.automatic</source>
      <translation>자동</translation>
    </message>
    <message>
      <source>note.by_hand</source>
      <translation>사람을 기다리며 저절로는 아무 일도 일어나지 않습니다</translation>
    </message>
    <message>
      <source>note.asked_after</source>
      <translation>오지 않으면 {until}부터 PSP에 조회합니다</translation>
    </message>
    <message>
      <source>note.not_by</source>
      <translation>결정 권한이 있는 사람, {who} 님 제외</translation>
    </message>
    <message>
      <source>note.outside</source>
      <translation>결정되면 PSP가 알립니다</translation>
    </message>
    <message>
      <source>note.paused</source>
      <translation>누군가 {account}을(를) 재개할 때까지 기다립니다</translation>
    </message>
    <message>
      <source>note.breaker</source>
      <translation>시험 호출로 {account}의 복구가 확인될 때까지 기다립니다</translation>
    </message>
    <message>
      <source>note.breaker_forced</source>
      <translation>누군가 {account} 호출을 다시 허용할 때까지 기다립니다</translation>
    </message>
    <message>
      <source>note.held</source>
      <translation>PSP 또는 카드 네트워크의 요청으로 {until} 이후</translation>
    </message>
    <message>
      <source>not.nothing_waits</source>
      <translation>이 결제에는 재시도를 기다리는 작업이 없습니다.</translation>
    </message>
    <message>
      <source>not.captured</source>
      <translation>이미 매입되었습니다. 취소 대신 환불하세요.</translation>
    </message>
    <message>
      <source>not.capture_in_doubt</source>
      <translation>매입 여부를 알 수 없어 증빙이 있어야 끝납니다. PSP에 다시 조회하거나 두 사람이 판정하세요.</translation>
    </message>
    <message>
      <source>not.unknown</source>
      <translation>결과를 알 수 없습니다. PSP의 답이 있어야 끝납니다.</translation>
    </message>
    <message>
      <source>not.ended</source>
      <translation>이미 종료되었습니다.</translation>
    </message>
    <message>
      <source>not.at_work</source>
      <translation>PSP가 처리 중입니다. 답을 기다리세요.</translation>
    </message>
    <message>
      <source>not.nothing_captured</source>
      <translation>매입된 금액이 없습니다.</translation>
    </message>
    <message>
      <source>not.disputed</source>
      <translation>남은 금액은 분쟁 중이거나 분쟁에서 잃었습니다.</translation>
    </message>
    <message>
      <source>not.all_refunded</source>
      <translation>매입액이 모두 환불되었거나 환불 중입니다.</translation>
    </message>
    <message>
      <source>not.no_dead_letter</source>
      <translation>이 결제에는 데드 레터가 없습니다.</translation>
    </message>
    <message>
      <source>not.dead_letter_in_doubt</source>
      <translation>결과를 알 수 없어 폐기할 수 없습니다. PSP에 다시 조회하거나 두 사람이 판정하세요.</translation>
    </message>
    <message>
      <source>not.money_held</source>
      <translation>PSP가 아직 구매자의 돈을 잡고 있습니다. 포기하지 말고 해제하세요.</translation>
    </message>
    <message>
      <source>not.taken_back</source>
      <translation>은행이 돈을 회수하여 환불할 금액이 없습니다.</translation>
    </message>
    <message>
      <source>not.no_dispute_waits</source>
      <translation>이 결제에는 답변을 기다리는 분쟁이 없습니다.</translation>
    </message>
    <message>
      <source>not.answer_under_way</source>
      <translation>분쟁 {reference}에 대한 답변이 전송 중입니다. 결과를 기다리세요.</translation>
    </message>
    <message>
      <source>not.answer_dead_letter</source>
      <translation>분쟁 {reference}에 대한 이전 답변이 데드 레터입니다. 먼저 재시도하거나 폐기하세요.</translation>
    </message>
    <message>
      <source>not.answer_too_late</source>
      <translation>은행이 분쟁 {reference}에 대한 답변을 {until}까지 요구했습니다.</translation>
    </message>
    <message>
      <source>not.no_doubt</source>
      <translation>이 결제에는 결과가 불분명한 작업이 없습니다.</translation>
    </message>
    <message>
      <source>not.verdict_waits</source>
      <translation>{who} 님이 {operation}에 관해 제안한 판정을 먼저 결정해야 합니다.</translation>
    </message>
    <message>
      <source>not.no_refund_waits</source>
      <translation>이 결제에는 결정을 기다리는 환불이 없습니다.</translation>
    </message>
    <message>
      <source>not.no_verdict_waits</source>
      <translation>이 결제에는 결정을 기다리는 판정이 없습니다.</translation>
    </message>
    <message>
      <source>not.verdict_overtaken</source>
      <translation>그 사이 결과가 확인되었거나 다시 호출 중입니다. 판정을 거절하세요.</translation>
    </message>
    <message>
      <source>not.own_request</source>
      <translation>{who} 님이 요청했으므로 다른 사람이 결정해야 합니다.</translation>
    </message>
    <message>
      <source>not.role</source>
      <translation>다음 역할 중 하나가 필요합니다: {roles}.</translation>
    </message>
    <message>
      <source>does.ask_now</source>
      <translation>{operation}에 관해 지금 PSP에 조회합니다. 답이 오기 전에는 다시 보내지 않습니다.</translation>
    </message>
    <message>
      <source>does.ask_payment_now</source>
      <translation>결제 전체에 관해 지금 PSP에 조회합니다.</translation>
    </message>
    <message>
      <source>does.send_now</source>
      <translation>{operation}을(를) 같은 멱등 키로 지금 보냅니다.</translation>
    </message>
    <message>
      <source>does.revive</source>
      <translation>{operation}을(를) 데드 레터에서 꺼내 지금 처리합니다.</translation>
    </message>
    <message>
      <source>does.wait_for_answer</source>
      <translation>새로 하는 일은 없습니다. {operation}이(가) 진행 중이고 그 응답이 결정합니다.</translation>
    </message>
    <message>
      <source>does.cancel_here</source>
      <translation>여기서 바로 취소합니다.</translation>
    </message>
    <message>
      <source>does.cancel_there</source>
      <translation>PSP에서 해제하며 구매자는 더 이상 결제할 수 없습니다.</translation>
    </message>
    <message>
      <source>does.refund</source>
      <translation>최대 {amount}까지 돌려줍니다.</translation>
    </message>
    <message>
      <source>does.discard</source>
      <translation>{operation}을(를) 완전히 포기합니다.</translation>
    </message>
    <message>
      <source>does.resolve</source>
      <translation>{operation}의 결과를 증빙과 함께 제안하고 다른 사람이 결정합니다.</translation>
    </message>
    <message>
      <source>does.approve_refund</source>
      <translation>{amount} 환불을 PSP에 보냅니다.</translation>
    </message>
    <message>
      <source>does.reject_refund</source>
      <translation>{amount} 환불을 끝내며 아무것도 보내지 않습니다.</translation>
    </message>
    <message>
      <source>does.approve_verdict</source>
      <translation>{who} 님이 {operation}에 관해 판정한 것을 PSP의 답처럼 기록합니다.</translation>
    </message>
    <message>
      <source>does.reject_verdict</source>
      <translation>{who} 님이 {operation}에 관해 판정한 것을 끝내며 결과는 미정으로 남습니다.</translation>
    </message>
    <message>
      <source>does.answer_dispute</source>
      <translation>분쟁 {reference}에 대한 설명을 증빙으로 은행에 보냅니다.</translation>
    </message>
    <message>
      <source>does.accept_dispute</source>
      <translation>분쟁 {reference}을(를) 다투지 않는다고 은행에 알립니다. {amount}을(를) 포기합니다.</translation>
    </message>
    <message>
      <source>shop.accepted</source>
      <translation>결제가 접수되었고 결제창을 준비하고 있습니다.</translation>
    </message>
    <message>
      <source>shop.awaiting_customer</source>
      <translation>고객이 아직 결제하지 않았습니다. 결제창은 {until}까지 열려 있습니다.</translation>
    </message>
    <message>
      <source>shop.page_over</source>
      <translation>결제창이 {until}에 닫혔습니다. 고객이 마지막 순간에 결제했는지 확인하고 있습니다.</translation>
    </message>
    <message>
      <source>shop.processing</source>
      <translation>결제 서비스가 처리 중입니다.</translation>
    </message>
    <message>
      <source>shop.authorized</source>
      <translation>고객이 결제를 승인했고 금액을 수금하고 있습니다.</translation>
    </message>
    <message>
      <source>shop.checking</source>
      <translation>고객이 결제했는지 결제 서비스에 확인하고 있습니다. 그동안 다른 방법으로 받지 마세요.</translation>
    </message>
    <message>
      <source>shop.delayed</source>
      <translation>결제 서비스가 아직 받지 못했습니다. 자동으로 다시 시도합니다.</translation>
    </message>
    <message>
      <source>shop.stopped</source>
      <translation>완료하지 못했습니다. 결제 시스템 운영자가 살펴보고 있습니다.</translation>
    </message>
    <message>
      <source>shop.paid</source>
      <translation>고객이 {amount}을(를) 결제했습니다.</translation>
    </message>
    <message>
      <source>shop.partly_paid</source>
      <translation>지금까지 수금: {total} 중 {captured}.</translation>
    </message>
    <message>
      <source>shop.failed</source>
      <translation>결제가 실패했고 청구된 금액이 없습니다.</translation>
    </message>
    <message>
      <source>shop.expired</source>
      <translation>고객이 시간 안에 결제하지 않아 청구된 금액이 없습니다.</translation>
    </message>
    <message>
      <source>shop.cancelled</source>
      <translation>결제가 취소되어 청구된 금액이 없습니다.</translation>
    </message>
    <message>
      <source>shop.releasing</source>
      <translation>결제를 취소하는 중입니다.</translation>
    </message>
    <message>
      <source>shop.reversed</source>
      <translation>결제 서비스가 결제를 되돌렸습니다.</translation>
    </message>
    <message>
      <source>shop.taken_back</source>
      <translation>고객의 은행이 {amount}을(를) 회수했습니다.</translation>
    </message>
    <message>
      <source>shop.refunded</source>
      <translation>{amount}이(가) 고객에게 환불되었습니다.</translation>
    </message>
    <message>
      <source>shop.refund_pending</source>
      <translation>{amount} 환불이 진행 중입니다.</translation>
    </message>
    <message>
      <source>shop.disputed</source>
      <translation>고객이 은행에 {amount}의 이의를 제기했습니다.</translation>
    </message>
    <message>
      <source>shop.lost</source>
      <translation>분쟁으로 {amount}이(가) 고객에게 돌아갔습니다.</translation>
    </message>
    <message>
      <source>shop.next_page_closes</source>
      <translation>결제창이 닫힙니다.</translation>
    </message>
    <message>
      <source>shop.next_check</source>
      <translation>결제 서비스에 결과를 조회합니다.</translation>
    </message>
    <message>
      <source>shop.next_try</source>
      <translation>다시 시도합니다.</translation>
    </message>
    <message>
      <source>shop.next_answer</source>
      <translation>결제 서비스가 응답합니다.</translation>
    </message>
    <message>
      <source>shop.next_operator</source>
      <translation>결제 시스템 운영자가 다음 단계를 결정합니다.</translation>
    </message>
    <message>
      <source>shop.next_dispute</source>
      <translation>은행이 분쟁을 결정합니다.</translation>
    </message>
  </context>
  <context>
    <name>FlowWords</name>
    <message numerus="yes">
      <source>%n late</source>
      <translation>
        <numerusform>지연 %n건</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n payment(s) in the chosen time</source>
      <translation>
        <numerusform>선택한 기간 결제 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>file</source>
      <translation>파일</translation>
    </message>
    <message>
      <source>Age against SLA</source>
      <translation>SLA 대비 경과</translation>
    </message>
    <message>
      <source>&lt; 25%</source>
      <translation>&lt; 25%</translation>
    </message>
    <message>
      <source>&lt; 75%</source>
      <translation>&lt; 75%</translation>
    </message>
    <message>
      <source>&lt; 100%</source>
      <translation>&lt; 100%</translation>
    </message>
    <message>
      <source>late</source>
      <translation>지연</translation>
    </message>
    <message>
      <source>&gt; 2× SLA</source>
      <translation>&gt; SLA 2배</translation>
    </message>
    <message>
      <source>Edges: payments per minute, 5 min mean</source>
      <translation>선: 분당 결제 수, 5분 평균</translation>
    </message>
    <message>
      <source>batch, by settlement file</source>
      <translation>일괄, 정산 파일 기준</translation>
    </message>
    <message>
      <source>retry path</source>
      <translation>재시도 경로</translation>
    </message>
    <message>
      <source>to failure</source>
      <translation>실패로</translation>
    </message>
    <message>
      <source>refund</source>
      <translation>환불</translation>
    </message>
    <message>
      <source>beyond SLA, act on these</source>
      <translation>SLA 초과, 조치 필요</translation>
    </message>
    <message>
      <source>SLA %1</source>
      <translation>SLA %1</translation>
    </message>
    <message numerus="yes">
      <source>%n payment(s)</source>
      <translation>
        <numerusform>결제 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>No errors in this state</source>
      <translation>이 상태의 오류 없음</translation>
    </message>
    <message>
      <source>Top errors</source>
      <translation>주요 오류</translation>
    </message>
    <message>
      <source>&gt; 2×</source>
      <translation>&gt; 2배</translation>
    </message>
  </context>
  <context>
    <name>MoneyWords</name>
    <message>
      <source>Dr</source>
      <translation>차</translation>
    </message>
    <message>
      <source>Cr</source>
      <translation>대</translation>
    </message>
  </context>
  <context>
    <name>Screens</name>
    <message>
      <source>Flow</source>
      <translation>흐름</translation>
    </message>
    <message>
      <source>Payments</source>
      <translation>결제</translation>
    </message>
    <message>
      <source>Refunds</source>
      <translation>환불</translation>
    </message>
    <message>
      <source>Reconciliation</source>
      <translation>대사</translation>
    </message>
    <message>
      <source>Queues</source>
      <translation>대기열</translation>
    </message>
    <message>
      <source>Ledger</source>
      <translation>원장</translation>
    </message>
    <message>
      <source>Sellers</source>
      <translation>판매자</translation>
    </message>
    <message>
      <source>Approvals &amp; audit</source>
      <translation>승인 · 감사</translation>
    </message>
    <message>
      <source>Reports</source>
      <translation>보고서</translation>
    </message>
    <message>
      <source>Payouts</source>
      <translation>지급</translation>
    </message>
  </context>
  <context>
    <name>Sentences</name>
    <message>
      <source>The ledger has this %1 of %2 since %3; no file has brought it yet. A later file may, until %4.</source>
      <translation>원장에 %2 %1 건이 %3부터 있지만 아직 어떤 파일에도 없습니다. %4까지의 파일에 포함될 수 있습니다.</translation>
    </message>
    <message>
      <source>The ledger has %1, the PSP settled %2: a difference of %3.</source>
      <translation>원장은 %1, PSP 정산은 %2입니다. 차액 %3.</translation>
    </message>
    <message>
      <source>The ledger has %1, the PSP settled %2.</source>
      <translation>원장은 %1, PSP 정산은 %2입니다.</translation>
    </message>
    <message>
      <source>The ledger knows no %1 with the PSP reference %2. It could be %3: same kind and amount, nearly the same day.</source>
      <translation>PSP 참조 %2의 %1 건이 원장에 없습니다. 종류와 금액이 같고 날짜가 가까운 %3일 수 있습니다.</translation>
    </message>
    <message>
      <source>The ledger knows no %1 with the PSP reference %2.</source>
      <translation>PSP 참조 %2의 %1 건이 원장에 없습니다.</translation>
    </message>
    <message>
      <source>The fee is %1, by the fee schedule it should be %2.</source>
      <translation>수수료가 %1입니다. 수수료표에 따르면 %2이어야 합니다.</translation>
    </message>
    <message>
      <source>The PSP settled this %1 before (%2); the second %3 is not ours.</source>
      <translation>PSP가 이 %1 건을 이미 정산했습니다(%2). 두 번째 %3은(는) 우리 것이 아닙니다.</translation>
    </message>
    <message>
      <source>The PSP settled this %1 before; the second %2 is not ours.</source>
      <translation>PSP가 이 %1 건을 이미 정산했습니다. 두 번째 %2은(는) 우리 것이 아닙니다.</translation>
    </message>
    <message>
      <source>The checkout is known, but the ledger has no %1 of it yet; its news may still come.</source>
      <translation>체크아웃은 알려져 있지만 원장에 %1 건이 아직 없습니다. 알림이 늦게 올 수 있습니다.</translation>
    </message>
    <message>
      <source>The batch is worth %1, the bank has %2: a difference of %3.</source>
      <translation>배치 금액은 %1, 은행은 %2입니다. 차액 %3.</translation>
    </message>
    <message>
      <source>The batch is worth %1, the bank has in several entries %2: a difference of %3.</source>
      <translation>배치 금액은 %1, 은행은 여러 건 합계 %2입니다. 차액 %3.</translation>
    </message>
    <message>
      <source>The batch of %1 is not on the bank's statements up to %2.</source>
      <translation>%1 배치가 %2까지의 은행 명세에 없습니다.</translation>
    </message>
    <message>
      <source>The bank booked %1 on %2 and names no batch that Paydesk knows; it is kept in suspense.</source>
      <translation>은행이 %2에 %1을(를) 기표했지만 Paydesk가 아는 배치가 아닙니다. 가계정에 보관합니다.</translation>
    </message>
    <message>
      <source>Nothing is posted; the break waits %1 for a later file.</source>
      <translation>분개하지 않습니다. 이후 파일을 %1 기다립니다.</translation>
    </message>
    <message>
      <source>Nothing is posted; the break waits for the PSP's answer.</source>
      <translation>분개하지 않습니다. PSP의 답을 기다립니다.</translation>
    </message>
    <message>
      <source>The amount is kept as owed to the PSP until it takes it back.</source>
      <translation>PSP가 회수할 때까지 PSP에 대한 채무로 보관합니다.</translation>
    </message>
    <message>
      <source>The line is taken into the books against suspense, until it is known whose it is.</source>
      <translation>소유자를 알 때까지 가계정에 기표합니다.</translation>
    </message>
    <message>
      <source>The line is settled with the fee the PSP took, %1.</source>
      <translation>PSP가 가져간 수수료 %1(으)로 이 행을 정산합니다.</translation>
    </message>
    <message>
      <source>The line is settled, and %1 is written off.</source>
      <translation>이 행을 정산하고 %1을(를) 상각합니다.</translation>
    </message>
    <message>
      <source>The line settles %1 %2.</source>
      <translation>이 행은 %1 %2을(를) 정산합니다.</translation>
    </message>
    <message>
      <source>The PSP is no longer expected to settle it; %1 is written off. The seller's claim stays.</source>
      <translation>PSP의 정산을 더 기다리지 않고 %1을(를) 상각합니다. 판매자의 채권은 유지됩니다.</translation>
    </message>
    <message>
      <source>The batch's rest of %1 is written off.</source>
      <translation>배치의 나머지 %1을(를) 상각합니다.</translation>
    </message>
    <message>
      <source>The missing %1 is taken as the bank's fee.</source>
      <translation>부족한 %1을(를) 은행 수수료로 처리합니다.</translation>
    </message>
    <message>
      <source>The %1 too much is kept as owed to the PSP.</source>
      <translation>초과한 %1을(를) PSP에 대한 채무로 보관합니다.</translation>
    </message>
    <message>
      <source>The entry leaves suspense as a gain or loss.</source>
      <translation>이 항목을 가계정에서 손익으로 옮깁니다.</translation>
    </message>
    <message>
      <source>The statement is accepted as it is and its entries are posted.</source>
      <translation>명세를 그대로 받아들이고 항목을 기표합니다.</translation>
    </message>
    <message numerus="yes">
      <source>%n days</source>
      <translation>
        <numerusform>%n일</numerusform>
      </translation>
    </message>
    <message>
      <source>From %1 on a second person decides.</source>
      <translation>%1부터는 다른 사람이 결정합니다.</translation>
    </message>
    <message>
      <source>From %1 on a second person decides. You have asked for %2 of this payment before, which counts.</source>
      <translation>%1부터는 다른 사람이 결정합니다. 이 결제에서 이미 요청한 %2도 함께 계산됩니다.</translation>
    </message>
    <message>
      <source>From %1 on a second person decides: %2, within %3 hours.</source>
      <translation>%1부터는 다른 사람이 결정합니다(%2, %3시간 이내).</translation>
    </message>
    <message>
      <source>From %1 on a second person decides: %2, within %3 hours. You have asked for %4 of this payment before, which counts.</source>
      <translation>%1부터는 다른 사람이 결정합니다(%2, %3시간 이내). 이 결제에서 이미 요청한 %4도 함께 계산됩니다.</translation>
    </message>
    <message>
      <source>seller %1 has %2 for refunds, and this takes %3</source>
      <translation>판매자 %1의 환불 가능 금액은 %2이며, 이 환불에는 %3이 필요합니다</translation>
    </message>
    <message>
      <source>At stake are %1: more than one person may decide alone, so a second one approves it.</source>
      <translation>영향 금액 %1: 한 사람이 혼자 결정할 수 있는 한도를 넘어 다른 사람이 승인합니다.</translation>
    </message>
  </context>
  <context>
    <name>Time</name>
    <message>
      <source>en</source>
      <extracomment>The language whose names of months the date format below takes</extracomment>
      <translation>ko</translation>
    </message>
    <message>
      <source>d MMM</source>
      <extracomment>QLocale date format of a day without its year</extracomment>
      <translation>M월 d일</translation>
    </message>
    <message>
      <source>%1 s</source>
      <translation>%1초</translation>
    </message>
    <message>
      <source>%1 m</source>
      <translation>%1분</translation>
    </message>
    <message>
      <source>%1 h</source>
      <translation>%1시간</translation>
    </message>
    <message>
      <source>%1 d</source>
      <translation>%1일</translation>
    </message>
    <message>
      <source>%1 m %2 s</source>
      <translation>%1분 %2초</translation>
    </message>
    <message>
      <source>%1 h %2 m</source>
      <translation>%1시간 %2분</translation>
    </message>
    <message>
      <source>%1 d %2 h</source>
      <translation>%1일 %2시간</translation>
    </message>
    <message>
      <source>now</source>
      <translation>지금</translation>
    </message>
    <message>
      <source>%1 ms</source>
      <translation>%1 ms</translation>
    </message>
    <message>
      <source>d MMM</source>
      <comment>narrow</comment>
      <translation>M.d</translation>
    </message>
  </context>
  <context>
    <name>ViewWords</name>
    <message>
      <source>All payments</source>
      <translation>전체 결제</translation>
    </message>
    <message>
      <source>Today</source>
      <translation>오늘</translation>
    </message>
    <message>
      <source>Retry scheduled</source>
      <translation>재시도 예약</translation>
    </message>
    <message>
      <source>Unknown, checking</source>
      <translation>결과 확인 중</translation>
    </message>
    <message>
      <source>Dead letter</source>
      <translation>데드 레터</translation>
    </message>
    <message>
      <source>Failed</source>
      <translation>최종 실패</translation>
    </message>
    <message>
      <source>Refund pending</source>
      <translation>환불 대기</translation>
    </message>
    <message>
      <source>Disputes</source>
      <translation>분쟁</translation>
    </message>
  </context>
  <context>
    <name>Words</name>
    <message>
      <source>PSP receivable</source>
      <translation>PSP 미수금</translation>
    </message>
    <message>
      <source>Settlement clearing</source>
      <translation>정산 미결제</translation>
    </message>
    <message>
      <source>PSP reserve</source>
      <translation>PSP 유보금</translation>
    </message>
    <message>
      <source>Bank</source>
      <translation>은행</translation>
    </message>
    <message>
      <source>Input VAT</source>
      <translation>매입 부가세</translation>
    </message>
    <message>
      <source>Disputes pending</source>
      <translation>분쟁 보류</translation>
    </message>
    <message>
      <source>Wallet</source>
      <translation>지갑</translation>
    </message>
    <message>
      <source>Owed to buyers</source>
      <translation>구매자 미지급금</translation>
    </message>
    <message>
      <source>Payouts in transit</source>
      <translation>지급 중</translation>
    </message>
    <message>
      <source>PSP payable</source>
      <translation>PSP 미지급금</translation>
    </message>
    <message>
      <source>Output VAT</source>
      <translation>매출 부가세</translation>
    </message>
    <message>
      <source>Commission deferred</source>
      <translation>이연 수수료</translation>
    </message>
    <message>
      <source>Commission revenue</source>
      <translation>수수료 수익</translation>
    </message>
    <message>
      <source>Fee recharges</source>
      <translation>수수료 재청구</translation>
    </message>
    <message>
      <source>Sales revenue</source>
      <translation>매출</translation>
    </message>
    <message>
      <source>PSP fees</source>
      <translation>PSP 수수료</translation>
    </message>
    <message>
      <source>Bank fees</source>
      <translation>은행 수수료</translation>
    </message>
    <message>
      <source>Dispute losses</source>
      <translation>분쟁 손실</translation>
    </message>
    <message>
      <source>Bad debt</source>
      <translation>대손</translation>
    </message>
    <message>
      <source>Write-offs</source>
      <translation>대사 상각</translation>
    </message>
    <message>
      <source>FX clearing</source>
      <translation>환 청산</translation>
    </message>
    <message>
      <source>FX gain and loss</source>
      <translation>환차손익</translation>
    </message>
    <message>
      <source>Suspense</source>
      <translation>가계정</translation>
    </message>
    <message>
      <source>Payment created</source>
      <translation>결제 생성</translation>
    </message>
    <message>
      <source>Registered</source>
      <translation>등록됨</translation>
    </message>
    <message>
      <source>Customer opened the page</source>
      <translation>고객이 결제창을 열었음</translation>
    </message>
    <message>
      <source>Customer paid on the hosted page</source>
      <translation>고객이 결제창에서 결제</translation>
    </message>
    <message>
      <source>Authorized</source>
      <translation>승인됨</translation>
    </message>
    <message>
      <source>Authorisation expired</source>
      <translation>승인 만료</translation>
    </message>
    <message>
      <source>Capture requested</source>
      <translation>매입 요청됨</translation>
    </message>
    <message>
      <source>Captured</source>
      <translation>매입 완료</translation>
    </message>
    <message>
      <source>Captured in part</source>
      <translation>부분 매입</translation>
    </message>
    <message>
      <source>Capture failed</source>
      <translation>매입 실패</translation>
    </message>
    <message>
      <source>Capture reversed</source>
      <translation>매입 취소</translation>
    </message>
    <message>
      <source>Void requested</source>
      <translation>취소 요청됨</translation>
    </message>
    <message>
      <source>Voided</source>
      <translation>승인 취소됨</translation>
    </message>
    <message>
      <source>Failed, will be retried</source>
      <translation>실패, 재시도 예정</translation>
    </message>
    <message>
      <source>Failed</source>
      <translation>최종 실패</translation>
    </message>
    <message>
      <source>Outcome unknown, checking</source>
      <translation>결과 불명, 확인 중</translation>
    </message>
    <message>
      <source>Retries used up</source>
      <translation>재시도 소진</translation>
    </message>
    <message>
      <source>Retry started</source>
      <translation>재시도 시작</translation>
    </message>
    <message>
      <source>Expired</source>
      <translation>만료</translation>
    </message>
    <message>
      <source>Retry asked by an operator</source>
      <translation>운영자가 재시도 요청</translation>
    </message>
    <message>
      <source>Cancelled by an operator</source>
      <translation>운영자가 취소</translation>
    </message>
    <message>
      <source>Resolved as captured</source>
      <translation>매입으로 확정</translation>
    </message>
    <message>
      <source>Resolved as failed</source>
      <translation>실패로 확정</translation>
    </message>
    <message>
      <source>Refund asked</source>
      <translation>환불 요청</translation>
    </message>
    <message>
      <source>Refund waits for approval</source>
      <translation>환불 승인 대기</translation>
    </message>
    <message>
      <source>Refund approved</source>
      <translation>환불 승인</translation>
    </message>
    <message>
      <source>Refund rejected</source>
      <translation>환불 거절</translation>
    </message>
    <message>
      <source>Refund sent</source>
      <translation>환불 전송</translation>
    </message>
    <message>
      <source>Refunded</source>
      <translation>환불 완료</translation>
    </message>
    <message>
      <source>Settled by file</source>
      <translation>파일로 정산</translation>
    </message>
    <message>
      <source>Refund sent back by the bank</source>
      <translation>은행이 환불 반송</translation>
    </message>
    <message>
      <source>Duplicate at PSP</source>
      <translation>PSP 중복</translation>
    </message>
    <message>
      <source>Duplicate in ledger</source>
      <translation>원장 중복</translation>
    </message>
    <message>
      <source>Currency differs</source>
      <translation>통화 불일치</translation>
    </message>
    <message>
      <source>Rate differs</source>
      <translation>환율 불일치</translation>
    </message>
    <message>
      <source>Amount differs</source>
      <translation>금액 불일치</translation>
    </message>
    <message>
      <source>Fee differs</source>
      <translation>수수료 불일치</translation>
    </message>
    <message>
      <source>Posting absent</source>
      <translation>전표 없음</translation>
    </message>
    <message>
      <source>Missing in ledger</source>
      <translation>원장에 없음</translation>
    </message>
    <message>
      <source>Not yet due</source>
      <translation>기한 전</translation>
    </message>
    <message>
      <source>Missing at PSP</source>
      <translation>PSP에 없음</translation>
    </message>
    <message>
      <source>Batch total differs</source>
      <translation>배치 합계 불일치</translation>
    </message>
    <message>
      <source>Missing at bank</source>
      <translation>은행에 없음</translation>
    </message>
    <message>
      <source>Unexpected bank entry</source>
      <translation>예상 밖 은행 입금</translation>
    </message>
    <message>
      <source>Bank amount differs</source>
      <translation>은행 금액 불일치</translation>
    </message>
    <message>
      <source>Unidentified</source>
      <translation>미확인</translation>
    </message>
    <message>
      <source>duplicate</source>
      <translation>중복</translation>
    </message>
    <message>
      <source>currency</source>
      <translation>통화</translation>
    </message>
    <message>
      <source>rate</source>
      <translation>환율</translation>
    </message>
    <message>
      <source>amount</source>
      <translation>금액</translation>
    </message>
    <message>
      <source>fee</source>
      <translation>수수료</translation>
    </message>
    <message>
      <source>no posting</source>
      <translation>전표 없음</translation>
    </message>
    <message>
      <source>not in ledger</source>
      <translation>원장에 없음</translation>
    </message>
    <message>
      <source>timing</source>
      <translation>기한 전</translation>
    </message>
    <message>
      <source>missing at PSP</source>
      <translation>PSP에 없음</translation>
    </message>
    <message>
      <source>batch total</source>
      <translation>배치 합계</translation>
    </message>
    <message>
      <source>missing at bank</source>
      <translation>은행에 없음</translation>
    </message>
    <message>
      <source>unexpected</source>
      <translation>예상 밖</translation>
    </message>
    <message>
      <source>bank amount</source>
      <translation>은행 금액</translation>
    </message>
    <message>
      <source>unidentified</source>
      <translation>미확인</translation>
    </message>
    <message>
      <source>Match</source>
      <translation>연결</translation>
    </message>
    <message>
      <source>Write off</source>
      <translation>상각</translation>
    </message>
    <message>
      <source>Post adjustment</source>
      <translation>조정 전표</translation>
    </message>
    <message>
      <source>Accept fee</source>
      <translation>수수료 인정</translation>
    </message>
    <message>
      <source>Reclassify</source>
      <translation>재분류</translation>
    </message>
    <message>
      <source>Assign receipt</source>
      <translation>입금 지정</translation>
    </message>
    <message>
      <source>Create missing</source>
      <translation>누락 생성</translation>
    </message>
    <message>
      <source>Refund duplicate</source>
      <translation>중복 환불</translation>
    </message>
    <message>
      <source>Reverse posting</source>
      <translation>전표 취소</translation>
    </message>
    <message>
      <source>Carry forward</source>
      <translation>이월</translation>
    </message>
    <message>
      <source>Raise with PSP</source>
      <translation>PSP에 문의</translation>
    </message>
    <message>
      <source>Paid twice</source>
      <translation>이중 결제</translation>
    </message>
    <message>
      <source>Returned by customer</source>
      <translation>고객 반품</translation>
    </message>
    <message>
      <source>Not delivered</source>
      <translation>미배송</translation>
    </message>
    <message>
      <source>Arrived damaged</source>
      <translation>파손 도착</translation>
    </message>
    <message>
      <source>Fraud</source>
      <translation>부정 거래</translation>
    </message>
    <message>
      <source>Other</source>
      <translation>기타</translation>
    </message>
    <message>
      <source>Capture</source>
      <translation>매입</translation>
    </message>
    <message>
      <source>Refund</source>
      <translation>환불</translation>
    </message>
    <message>
      <source>Settlement</source>
      <translation>정산</translation>
    </message>
    <message>
      <source>Adjustment</source>
      <translation>조정</translation>
    </message>
    <message>
      <source>Fee</source>
      <translation>수수료</translation>
    </message>
    <message>
      <source>Chargeback</source>
      <translation>차지백</translation>
    </message>
    <message>
      <source>Dispute</source>
      <translation>분쟁</translation>
    </message>
    <message>
      <source>Payout</source>
      <translation>지급</translation>
    </message>
    <message>
      <source>Reserve</source>
      <translation>유보</translation>
    </message>
    <message>
      <source>Write-off</source>
      <translation>상각</translation>
    </message>
    <message>
      <source>Reversal</source>
      <translation>취소</translation>
    </message>
    <message>
      <source>Dispute withdrawn</source>
      <translation>분쟁 인출</translation>
    </message>
    <message>
      <source>Dispute reinstated</source>
      <translation>분쟁 복원</translation>
    </message>
    <message>
      <source>Refund reversed</source>
      <translation>환불 취소</translation>
    </message>
    <message>
      <source>Reinstated</source>
      <translation>반환됨</translation>
    </message>
    <message>
      <source>Dispute lost</source>
      <translation>분쟁 패소</translation>
    </message>
    <message>
      <source>Dispute loss reversed</source>
      <translation>분쟁 손실 취소</translation>
    </message>
    <message>
      <source>Immediate</source>
      <translation>즉시</translation>
    </message>
    <message>
      <source>Fixed</source>
      <translation>고정</translation>
    </message>
    <message>
      <source>Incremental</source>
      <translation>점증</translation>
    </message>
    <message>
      <source>Exp. + jitter</source>
      <translation>지수 + 지터</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>취소</translation>
    </message>
    <message>
      <source>Retried a payment</source>
      <translation>결제 재시도</translation>
    </message>
    <message>
      <source>Cancelled a payment</source>
      <translation>결제 취소</translation>
    </message>
    <message>
      <source>Imported a file</source>
      <translation>파일 가져오기</translation>
    </message>
    <message>
      <source>Resolved a break</source>
      <translation>불일치 해결</translation>
    </message>
    <message>
      <source>Decided a resolution</source>
      <translation>해결안 결정</translation>
    </message>
    <message>
      <source>The daemon does not answer. Nothing was changed.</source>
      <translation>데몬이 응답하지 않습니다. 변경된 내용은 없습니다.</translation>
    </message>
    <message>
      <source>Your role does not allow this.</source>
      <translation>이 작업을 할 권한이 없습니다.</translation>
    </message>
    <message>
      <source>It was changed meanwhile. Look again, then repeat.</source>
      <translation>그사이 변경되었습니다. 확인 후 다시 시도하세요.</translation>
    </message>
    <message>
      <source>It does not exist any more.</source>
      <translation>더 이상 존재하지 않습니다.</translation>
    </message>
    <message>
      <source>Something went wrong in the daemon. Nothing was changed.</source>
      <translation>데몬에서 문제가 발생했습니다. 변경된 내용은 없습니다.</translation>
    </message>
    <message>
      <source>Registration</source>
      <translation>등록</translation>
    </message>
    <message>
      <source>Authorisation</source>
      <translation>승인</translation>
    </message>
    <message>
      <source>Void</source>
      <translation>무효화</translation>
    </message>
    <message>
      <source>Status query</source>
      <translation>상태 조회</translation>
    </message>
    <message>
      <source>Confirmation</source>
      <translation>확정</translation>
    </message>
    <message>
      <source>Asked for a refund</source>
      <translation>환불 요청</translation>
    </message>
    <message>
      <source>Approved a refund</source>
      <translation>환불 승인</translation>
    </message>
    <message>
      <source>Rejected a refund</source>
      <translation>환불 거절</translation>
    </message>
    <message>
      <source>Replayed a queue item</source>
      <translation>대기 항목 재실행</translation>
    </message>
    <message>
      <source>Discarded a dead letter</source>
      <translation>데드 레터 폐기</translation>
    </message>
    <message>
      <source>Paused a PSP</source>
      <translation>PSP 중지</translation>
    </message>
    <message>
      <source>Resumed a PSP</source>
      <translation>PSP 재개</translation>
    </message>
    <message>
      <source>Carried a break forward</source>
      <translation>불일치 이월</translation>
    </message>
    <message>
      <source>Proposed a resolution</source>
      <translation>해결 제안</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>완료</translation>
    </message>
    <message>
      <source>Resolved</source>
      <translation>해결됨</translation>
    </message>
    <message>
      <source>Waiting</source>
      <translation>대기 중</translation>
    </message>
    <message>
      <source>Proposed</source>
      <translation>제안됨</translation>
    </message>
    <message>
      <source>Refused</source>
      <translation>거부됨</translation>
    </message>
    <message>
      <source>Imported</source>
      <translation>가져옴</translation>
    </message>
    <message>
      <source>Requested</source>
      <translation>요청됨</translation>
    </message>
    <message>
      <source>Awaiting approval</source>
      <translation>승인 대기</translation>
    </message>
    <message>
      <source>Approved</source>
      <translation>승인됨</translation>
    </message>
    <message>
      <source>Rejected</source>
      <translation>거절됨</translation>
    </message>
    <message>
      <source>Processing</source>
      <translation>처리 중</translation>
    </message>
    <message>
      <source>Healed</source>
      <translation>자동 해소</translation>
    </message>
  </context>
  <context>
    <name>Workspace</name>
    <message>
      <source>Your saved views and drafts were damaged. The file is kept as %1; this start begins with empty ones.</source>
      <translation>저장된 보기와 임시 저장이 손상되었습니다. 파일은 %1(으)로 보관했으며 빈 상태로 시작합니다.</translation>
    </message>
    <message>
      <source>Your saved views and drafts are of a newer version. The file is kept as %1; this start begins with empty ones.</source>
      <translation>저장된 보기와 임시 저장이 더 새로운 버전의 것입니다. 파일은 %1(으)로 보관했으며 빈 상태로 시작합니다.</translation>
    </message>
    <message>
      <source>%1 cannot be written (%2). Views and drafts last until you close the window.</source>
      <translation>%1에 쓸 수 없습니다(%2). 보기와 임시 저장은 창을 닫을 때까지만 유지됩니다.</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::AuditPage</name>
    <message>
      <source>Approve…</source>
      <translation>승인…</translation>
    </message>
    <message>
      <source>Reject…</source>
      <translation>거절…</translation>
    </message>
    <message>
      <source>Approvals &amp; audit</source>
      <translation>승인 · 감사</translation>
    </message>
    <message>
      <source>Approve refund…</source>
      <translation>환불 승인…</translation>
    </message>
    <message>
      <source>Reject refund…</source>
      <translation>환불 거절…</translation>
    </message>
    <message>
      <source>Nothing waits for a decision</source>
      <translation>결정을 기다리는 항목이 없습니다</translation>
    </message>
    <message>
      <source>Refunds above the limit of one person appear here.</source>
      <translation>한 사람의 한도를 넘는 환불이 여기에 표시됩니다.</translation>
    </message>
    <message>
      <source>Nothing was done yet</source>
      <translation>아직 기록이 없습니다</translation>
    </message>
    <message>
      <source>Every change by a person is kept here.</source>
      <translation>사람이 한 모든 변경이 여기에 남습니다.</translation>
    </message>
    <message>
      <source>Audit</source>
      <translation>감사</translation>
    </message>
    <message numerus="yes">
      <source>%n refund(s) await a decision</source>
      <translation>
        <numerusform>결정 대기 환불 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>move</source>
      <translation>이동</translation>
    </message>
    <message>
      <source>approve</source>
      <translation>승인</translation>
    </message>
    <message>
      <source>reject</source>
      <translation>거절</translation>
    </message>
    <message>
      <source>Enter</source>
      <translation>Enter</translation>
    </message>
    <message>
      <source>open payment</source>
      <translation>결제 열기</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::BreakList</name>
    <message>
      <source>2nd person</source>
      <translation>2인 확인</translation>
    </message>
    <message>
      <source>waiting</source>
      <translation>대기 중</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::BulkBar</name>
    <message>
      <source>Clear</source>
      <translation>해제</translation>
    </message>
    <message>
      <source>Esc</source>
      <translation>Esc</translation>
    </message>
    <message numerus="yes">
      <source>%n selected</source>
      <translation>
        <numerusform>%n건 선택</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::CommandPalette</name>
    <message>
      <source>Go to, find an id, or run a command</source>
      <translation>이동, ID 찾기, 명령 실행</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::ConfirmPanel</name>
    <message>
      <source>Back</source>
      <translation>뒤로</translation>
    </message>
    <message>
      <source>Esc</source>
      <translation>Esc</translation>
    </message>
    <message>
      <source>Sent, checking</source>
      <translation>전송됨, 확인 중</translation>
    </message>
    <message>
      <source>Needs a reason</source>
      <translation>사유가 필요합니다</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::DetailPane</name>
    <message>
      <source>Timeline</source>
      <translation>타임라인</translation>
    </message>
    <message>
      <source>Ledger postings</source>
      <translation>원장 분개</translation>
    </message>
    <message>
      <source>Copied %1</source>
      <translation>%1 복사됨</translation>
    </message>
    <message>
      <source>Why, and what next</source>
      <translation>원인과 다음 단계</translation>
    </message>
    <message>
      <source>Retry now</source>
      <translation>지금 재시도</translation>
    </message>
    <message>
      <source>Refund…</source>
      <translation>환불…</translation>
    </message>
    <message>
      <source>Cancel…</source>
      <translation>취소…</translation>
    </message>
    <message>
      <source>nothing posted yet</source>
      <translation>아직 분개 없음</translation>
    </message>
    <message>
      <source>✓ balanced, %1</source>
      <translation>✓ 대차 일치, %1</translation>
    </message>
    <message>
      <source>not balanced</source>
      <translation>대차 불일치</translation>
    </message>
    <message>
      <source>for %1</source>
      <translation>%1째</translation>
    </message>
    <message>
      <source>, SLA %1</source>
      <translation>, SLA %1</translation>
    </message>
    <message>
      <source>Refundable %1</source>
      <translation>환불 가능 %1</translation>
    </message>
    <message numerus="yes">
      <source>%n entries</source>
      <translation>
        <numerusform>%n건</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::FilterBar</name>
    <message>
      <source>add filter</source>
      <translation>필터 추가</translation>
    </message>
    <message>
      <source>Did you mean %1?</source>
      <translation>%1을(를) 찾으셨나요?</translation>
    </message>
    <message>
      <source>Filter by %1…</source>
      <translation>필터: %1…</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::FlowPage</name>
    <message>
      <source>Fit the map</source>
      <translation>지도 맞춤</translation>
    </message>
    <message>
      <source>5 min</source>
      <translation>5분</translation>
    </message>
    <message>
      <source>1 h</source>
      <translation>1시간</translation>
    </message>
    <message>
      <source>Today</source>
      <translation>오늘</translation>
    </message>
    <message>
      <source>Yesterday</source>
      <translation>어제</translation>
    </message>
    <message>
      <source>All PSPs</source>
      <translation>전체 PSP</translation>
    </message>
    <message>
      <source>Open in Payments</source>
      <translation>결제에서 열기</translation>
    </message>
    <message>
      <source>Enter</source>
      <translation>Enter</translation>
    </message>
    <message>
      <source>Flow</source>
      <translation>흐름</translation>
    </message>
    <message>
      <source>Payment states, live</source>
      <translation>결제 상태, 실시간</translation>
    </message>
    <message>
      <source>count now, or in the chosen time for final states</source>
      <translation>현재 건수, 최종 상태는 선택 기간 기준</translation>
    </message>
    <message>
      <source>Fit</source>
      <translation>맞춤</translation>
    </message>
    <message>
      <source>Open %1 in Payments</source>
      <translation>결제에서 %1건 열기</translation>
    </message>
    <message>
      <source>Captured by hour</source>
      <translation>시간별 매입</translation>
    </message>
    <message>
      <source>PSP success rate</source>
      <translation>PSP 성공률</translation>
    </message>
    <message>
      <source>15 min · Δ 1 h</source>
      <translation>15분 · 1시간 대비</translation>
    </message>
    <message>
      <source>Retry queue depth</source>
      <translation>재시도 대기열</translation>
    </message>
    <message>
      <source>Open breaks by age</source>
      <translation>기간별 미해결 불일치</translation>
    </message>
    <message>
      <source>walk states</source>
      <translation>상태 이동</translation>
    </message>
    <message>
      <source>open in Payments</source>
      <translation>결제에서 열기</translation>
    </message>
    <message>
      <source>zoom</source>
      <translation>확대</translation>
    </message>
    <message>
      <source>fit</source>
      <translation>맞춤</translation>
    </message>
    <message>
      <source>Flow views</source>
      <translation>흐름 보기</translation>
    </message>
    <message>
      <source>Retries</source>
      <translation>재시도</translation>
    </message>
    <message>
      <source>Stuck beyond SLA</source>
      <translation>SLA 초과</translation>
    </message>
    <message>
      <source>Refund desk</source>
      <translation>환불 데스크</translation>
    </message>
    <message>
      <source>Disputes</source>
      <translation>분쟁</translation>
    </message>
    <message>
      <source>Captured today</source>
      <translation>오늘 매입</translation>
    </message>
    <message>
      <source>Captured</source>
      <translation>매입 완료</translation>
    </message>
    <message>
      <source>Payments today</source>
      <translation>오늘 결제</translation>
    </message>
    <message>
      <source>Payments</source>
      <translation>결제</translation>
    </message>
    <message>
      <source>In flight now</source>
      <translation>처리 중</translation>
    </message>
    <message>
      <source>Beyond SLA</source>
      <translation>SLA 초과</translation>
    </message>
    <message numerus="yes">
      <source>%n state(s)</source>
      <translation>
        <numerusform>상태 %n개</numerusform>
      </translation>
    </message>
    <message>
      <source>Dead letter</source>
      <translation>데드 레터</translation>
    </message>
    <message>
      <source>Open the dead letters</source>
      <translation>데드 레터 열기</translation>
    </message>
    <message>
      <source>Refunded today</source>
      <translation>오늘 환불</translation>
    </message>
    <message>
      <source>Refunded</source>
      <translation>환불 완료</translation>
    </message>
    <message>
      <source>Ledger</source>
      <translation>원장</translation>
    </message>
    <message>
      <source>Balanced</source>
      <translation>대차 일치</translation>
    </message>
    <message>
      <source>Not balanced</source>
      <translation>대차 불일치</translation>
    </message>
    <message>
      <source>&lt; 1 day</source>
      <translation>1일 미만</translation>
    </message>
    <message>
      <source>1–3 days</source>
      <translation>1–3일</translation>
    </message>
    <message>
      <source>3–7 days</source>
      <translation>3–7일</translation>
    </message>
    <message>
      <source>&gt; 7 days</source>
      <translation>7일 초과</translation>
    </message>
    <message numerus="yes">
      <source>%n capture(s)</source>
      <translation>
        <numerusform>매입 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>peak %1</source>
      <translation>최고 %1</translation>
    </message>
    <message numerus="yes">
      <source>%n open</source>
      <translation>
        <numerusform>미해결 %n건</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::KeyMap</name>
    <message>
      <source>Ctrl K</source>
      <translation>Ctrl K</translation>
    </message>
    <message>
      <source>commands, find an id</source>
      <translation>명령, ID 찾기</translation>
    </message>
    <message>
      <source>filter</source>
      <translation>필터</translation>
    </message>
    <message>
      <source>next, previous row</source>
      <translation>다음, 이전 행</translation>
    </message>
    <message>
      <source>tick</source>
      <translation>선택</translation>
    </message>
    <message>
      <source>Shift J K</source>
      <translation>Shift J K</translation>
    </message>
    <message>
      <source>tick on the way</source>
      <translation>이동하며 선택</translation>
    </message>
    <message>
      <source>Enter</source>
      <translation>Enter</translation>
    </message>
    <message>
      <source>open</source>
      <translation>열기</translation>
    </message>
    <message>
      <source>Esc</source>
      <translation>Esc</translation>
    </message>
    <message>
      <source>back</source>
      <translation>뒤로</translation>
    </message>
    <message>
      <source>Ctrl C</source>
      <translation>Ctrl C</translation>
    </message>
    <message>
      <source>copy the whole id</source>
      <translation>전체 ID 복사</translation>
    </message>
    <message>
      <source>this map</source>
      <translation>단축키 보기</translation>
    </message>
    <message>
      <source>Ctrl Q</source>
      <translation>Ctrl Q</translation>
    </message>
    <message>
      <source>quit</source>
      <translation>종료</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>단축키</translation>
    </message>
    <message>
      <source>Everywhere</source>
      <translation>어디서나</translation>
    </message>
    <message>
      <source>Go to</source>
      <translation>이동</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::LedgerPage</name>
    <message>
      <source>Verify the books</source>
      <translation>장부 검증</translation>
    </message>
    <message>
      <source>Ledger</source>
      <translation>원장</translation>
    </message>
    <message>
      <source>No accounts yet</source>
      <translation>아직 계정이 없습니다</translation>
    </message>
    <message>
      <source>Accounts appear with the first posting.</source>
      <translation>첫 분개와 함께 계정이 표시됩니다.</translation>
    </message>
    <message>
      <source>Balances</source>
      <translation>잔액</translation>
    </message>
    <message>
      <source>No entries</source>
      <translation>분개 없음</translation>
    </message>
    <message>
      <source>Nothing was posted on this account.</source>
      <translation>이 계정에 분개가 없습니다.</translation>
    </message>
    <message>
      <source>Entries</source>
      <translation>분개</translation>
    </message>
    <message>
      <source>Verifying</source>
      <translation>검증 중</translation>
    </message>
    <message>
      <source>Verifying every invariant…</source>
      <translation>모든 불변식을 검증하는 중…</translation>
    </message>
    <message numerus="yes">
      <source>✓ %n invariant(s) hold</source>
      <translation>
        <numerusform>✓ 불변식 %n개 성립</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n violation(s)</source>
      <translation>
        <numerusform>위반 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>move</source>
      <translation>이동</translation>
    </message>
    <message>
      <source>Enter</source>
      <translation>Enter</translation>
    </message>
    <message>
      <source>open payment</source>
      <translation>결제 열기</translation>
    </message>
    <message>
      <source>verify</source>
      <translation>검증</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::ListPage</name>
    <message>
      <source>move</source>
      <translation>이동</translation>
    </message>
    <message>
      <source>filter</source>
      <translation>필터</translation>
    </message>
    <message>
      <source>Enter</source>
      <translation>Enter</translation>
    </message>
    <message>
      <source>open payment</source>
      <translation>결제 열기</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::ListPane</name>
    <message>
      <source>Nothing matches</source>
      <translation>일치하는 항목이 없습니다</translation>
    </message>
    <message numerus="yes">
      <source>%n filter(s) on.</source>
      <translation>
        <numerusform>필터 %n개 적용 중.</numerusform>
      </translation>
    </message>
    <message>
      <source>Clear filters</source>
      <translation>필터 지우기</translation>
    </message>
    <message numerus="yes">
      <source>%n new</source>
      <translation>
        <numerusform>새 항목 %n건</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>More than %n new</source>
      <translation>
        <numerusform>새 항목 %n건 이상</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::MainWindow</name>
    <message>
      <source>Ctrl K</source>
      <translation>Ctrl K</translation>
    </message>
    <message>
      <source>commands</source>
      <translation>명령</translation>
    </message>
    <message>
      <source>Admin</source>
      <translation>관리자</translation>
    </message>
    <message>
      <source>Approver</source>
      <translation>승인자</translation>
    </message>
    <message>
      <source>Operator</source>
      <translation>운영자</translation>
    </message>
    <message>
      <source>Support</source>
      <translation>고객 지원</translation>
    </message>
    <message>
      <source>Viewer</source>
      <translation>조회자</translation>
    </message>
    <message>
      <source>DEMO</source>
      <translation>데모</translation>
    </message>
    <message>
      <source>Live</source>
      <translation>실시간</translation>
    </message>
    <message>
      <source>Live · event lag %1</source>
      <translation>실시간 · 이벤트 지연 %1</translation>
    </message>
    <message>
      <source>Connected again. Values are fresh.</source>
      <translation>다시 연결되었습니다. 최신 값입니다.</translation>
    </message>
    <message>
      <source>No connection</source>
      <translation>연결 끊김</translation>
    </message>
    <message>
      <source>No connection since %1. Values are %2 old. Reconnecting, try %3</source>
      <translation>%1부터 연결이 끊겼습니다. 값은 %2 전 것입니다. 다시 연결 중, %3번째 시도</translation>
    </message>
    <message>
      <source>No connection. Reconnecting, try %1</source>
      <translation>연결이 끊겼습니다. 다시 연결 중, %1번째 시도</translation>
    </message>
    <message>
      <source>Try now</source>
      <translation>지금 시도</translation>
    </message>
    <message>
      <source>Not signed in</source>
      <translation>로그인되지 않음</translation>
    </message>
    <message>
      <source>The daemon refuses this user.</source>
      <translation>데몬이 이 사용자를 거부합니다.</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>다시 시도</translation>
    </message>
    <message>
      <source>Starting the local daemon</source>
      <translation>로컬 데몬 시작 중</translation>
    </message>
    <message>
      <source>Starting the local daemon; the first time takes some seconds longer.</source>
      <translation>로컬 데몬을 시작하는 중입니다. 처음에는 몇 초 더 걸립니다.</translation>
    </message>
    <message>
      <source>Connecting to %1</source>
      <translation>%1에 연결 중</translation>
    </message>
    <message>
      <source>Not connected</source>
      <translation>연결 안 됨</translation>
    </message>
    <message>
      <source>Go to %1</source>
      <translation>%1(으)로 이동</translation>
    </message>
    <message>
      <source>Light theme</source>
      <translation>밝은 테마</translation>
    </message>
    <message>
      <source>Dark theme</source>
      <translation>어두운 테마</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>종료</translation>
    </message>
    <message>
      <source>Ctrl Q</source>
      <translation>Ctrl Q</translation>
    </message>
    <message>
      <source>Theme of the system</source>
      <translation>시스템 테마</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>단축키</translation>
    </message>
    <message>
      <source>Sign in as %1</source>
      <translation>%1(으)로 로그인</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PairsCanvas</name>
    <message>
      <source>Booked</source>
      <translation>기표</translation>
    </message>
    <message>
      <source>Entry</source>
      <translation>구분</translation>
    </message>
    <message>
      <source>Seller</source>
      <translation>판매자</translation>
    </message>
    <message>
      <source>Ledger</source>
      <translation>원장</translation>
    </message>
    <message>
      <source>Match</source>
      <translation>연결</translation>
    </message>
    <message>
      <source>Settled</source>
      <translation>정산</translation>
    </message>
    <message>
      <source>PSP ref</source>
      <translation>PSP 참조</translation>
    </message>
    <message>
      <source>Type</source>
      <translation>유형</translation>
    </message>
    <message>
      <source>Date</source>
      <translation>일자</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PaymentsActions</name>
    <message>
      <source>Choose a payment</source>
      <translation>결제를 선택하세요</translation>
    </message>
    <message>
      <source>Not in this state</source>
      <translation>이 상태에서는 할 수 없습니다</translation>
    </message>
    <message>
      <source>Sent, checking</source>
      <translation>전송됨, 확인 중</translation>
    </message>
    <message numerus="yes">
      <source>Sent %n retries, checking</source>
      <translation>
        <numerusform>재시도 %n건 전송, 확인 중</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n payment(s) will be tried again</source>
      <translation>
        <numerusform>결제 %n건을 다시 시도합니다</numerusform>
      </translation>
    </message>
    <message>
      <source>%1 of %2 not retried: %3</source>
      <translation>%2건 중 %1건 재시도 실패: %3</translation>
    </message>
    <message>
      <source>Cancel this payment?</source>
      <translation>이 결제를 취소할까요?</translation>
    </message>
    <message numerus="yes">
      <source>%n seller order(s)</source>
      <translation>
        <numerusform>판매자 주문 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>What is authorised is voided at the PSP; the buyer can no longer pay. This cannot be undone.</source>
      <translation>승인된 금액은 PSP에서 취소되고 구매자는 더 이상 결제할 수 없습니다. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
      <source>Cancel %1</source>
      <translation>%1 취소</translation>
    </message>
    <message>
      <source>Reason, kept in the audit log</source>
      <translation>사유 (감사 기록에 보관)</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PaymentsPage</name>
    <message>
      <source>Save view</source>
      <translation>보기 저장</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>내보내기</translation>
    </message>
    <message>
      <source>Payments</source>
      <translation>결제</translation>
    </message>
    <message>
      <source>No payments yet</source>
      <translation>아직 결제가 없습니다</translation>
    </message>
    <message>
      <source>Payments appear here as soon as a shop creates one.</source>
      <translation>상점에서 결제를 만들면 바로 여기에 표시됩니다.</translation>
    </message>
    <message>
      <source>Retry</source>
      <translation>재시도</translation>
    </message>
    <message>
      <source>Retry now</source>
      <translation>지금 재시도</translation>
    </message>
    <message>
      <source>Refund…</source>
      <translation>환불…</translation>
    </message>
    <message>
      <source>Cancel payment…</source>
      <translation>결제 취소…</translation>
    </message>
    <message>
      <source>Export the list</source>
      <translation>목록 내보내기</translation>
    </message>
    <message>
      <source>Edited</source>
      <translation>수정됨</translation>
    </message>
    <message numerus="yes">
      <source>%n payment(s)</source>
      <translation>
        <numerusform>결제 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>Counting…</source>
      <translation>집계 중…</translation>
    </message>
    <message>
      <source>Retry %1</source>
      <translation>재시도 %1</translation>
    </message>
    <message>
      <source>Views</source>
      <translation>보기</translation>
    </message>
    <message>
      <source>Saved views</source>
      <translation>저장된 보기</translation>
    </message>
    <message>
      <source>Save this view</source>
      <translation>이 보기 저장</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>이름</translation>
    </message>
    <message>
      <source>Export the loaded rows</source>
      <translation>불러온 행 내보내기</translation>
    </message>
    <message numerus="yes">
      <source>%n row(s) written</source>
      <translation>
        <numerusform>%n행 저장됨</numerusform>
      </translation>
    </message>
    <message>
      <source>%1 could not be written: %2</source>
      <translation>%1에 쓸 수 없습니다: %2</translation>
    </message>
    <message>
      <source>move</source>
      <translation>이동</translation>
    </message>
    <message>
      <source>select</source>
      <translation>선택</translation>
    </message>
    <message>
      <source>filter</source>
      <translation>필터</translation>
    </message>
    <message>
      <source>retry</source>
      <translation>재시도</translation>
    </message>
    <message>
      <source>refund</source>
      <translation>환불</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PolicyCard</name>
    <message>
      <source>Retry policy</source>
      <translation>재시도 정책</translation>
    </message>
    <message>
      <source>in force</source>
      <translation>적용 중</translation>
    </message>
    <message>
      <source>Longest delay before each retry</source>
      <translation>재시도별 최대 지연</translation>
    </message>
    <message>
      <source>Base</source>
      <translation>기본</translation>
    </message>
    <message>
      <source>Factor</source>
      <translation>배수</translation>
    </message>
    <message>
      <source>Cap</source>
      <translation>상한</translation>
    </message>
    <message>
      <source>Jitter</source>
      <translation>지터</translation>
    </message>
    <message>
      <source>full</source>
      <translation>전체</translation>
    </message>
    <message>
      <source>Tries</source>
      <translation>시도</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PostingsView</name>
    <message>
      <source>Total %1</source>
      <translation>합계 %1</translation>
    </message>
    <message>
      <source>Total</source>
      <translation>합계</translation>
    </message>
    <message>
      <source>Journal</source>
      <translation>전표</translation>
    </message>
    <message>
      <source>Account</source>
      <translation>계정</translation>
    </message>
    <message>
      <source>Debit</source>
      <translation>차변</translation>
    </message>
    <message>
      <source>Credit</source>
      <translation>대변</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PspLanes</name>
    <message>
      <source>Running</source>
      <translation>실행 중</translation>
    </message>
    <message>
      <source>Paused</source>
      <translation>중지됨</translation>
    </message>
    <message>
      <source>Paused by %1: %2</source>
      <translation>%1 중지: %2</translation>
    </message>
    <message>
      <source>%1% ok</source>
      <translation>성공 %1%</translation>
    </message>
    <message>
      <source>no calls</source>
      <translation>호출 없음</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PspRates</name>
    <message>
      <source>No PSP account yet</source>
      <translation>PSP 계정이 아직 없습니다</translation>
    </message>
    <message>
      <source>paused</source>
      <translation>중지됨</translation>
    </message>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>외 %n개</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::QueuesActions</name>
    <message>
      <source>%1 of %2 not done: %3</source>
      <translation>%2건 중 %1건 미처리: %3</translation>
    </message>
    <message>
      <source>Sent, checking</source>
      <translation>전송됨, 확인 중</translation>
    </message>
    <message numerus="yes">
      <source>%n item(s) due now; each keeps its idempotency key</source>
      <translation>
        <numerusform>%n건 즉시 실행, 멱등 키 유지</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Discard %n dead letter(s)?</source>
      <translation>
        <numerusform>데드 레터 %n건을 폐기할까요?</numerusform>
      </translation>
    </message>
    <message>
      <source>They are not tried again. The payments stay as they are; this cannot be undone.</source>
      <translation>다시 시도하지 않습니다. 결제는 그대로 남으며 되돌릴 수 없습니다.</translation>
    </message>
    <message>
      <source>Discard %1</source>
      <translation>%1건 폐기</translation>
    </message>
    <message>
      <source>Reason, kept in the audit log</source>
      <translation>사유 (감사 기록에 보관)</translation>
    </message>
    <message numerus="yes">
      <source>%n dead letter(s) discarded</source>
      <translation>
        <numerusform>데드 레터 %n건 폐기됨</numerusform>
      </translation>
    </message>
    <message>
      <source>Pause %1?</source>
      <translation>%1을(를) 중지할까요?</translation>
    </message>
    <message>
      <source>Resume %1?</source>
      <translation>%1을(를) 재개할까요?</translation>
    </message>
    <message>
      <source>No call is made to this account until somebody resumes it. Payments wait, nothing fails.</source>
      <translation>재개할 때까지 이 계정을 호출하지 않습니다. 결제는 대기하며 실패하지 않습니다.</translation>
    </message>
    <message>
      <source>What waits is called again, at the account's rate.</source>
      <translation>대기 중인 항목을 계정의 속도로 다시 호출합니다.</translation>
    </message>
    <message>
      <source>Pause %1</source>
      <translation>%1 중지</translation>
    </message>
    <message>
      <source>Resume %1</source>
      <translation>%1 재개</translation>
    </message>
    <message>
      <source>%1 is paused</source>
      <translation>%1 중지됨</translation>
    </message>
    <message>
      <source>%1 runs</source>
      <translation>%1 실행 중</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::QueuesPage</name>
    <message>
      <source>Retry queue</source>
      <translation>재시도 대기열</translation>
    </message>
    <message>
      <source>Dead letter</source>
      <translation>데드 레터</translation>
    </message>
    <message>
      <source>Queues</source>
      <translation>대기열</translation>
    </message>
    <message>
      <source>Replay</source>
      <translation>재실행</translation>
    </message>
    <message>
      <source>Nothing waits to be retried</source>
      <translation>재시도 대기 항목이 없습니다</translation>
    </message>
    <message>
      <source>Failed calls that can help themselves appear here until they are due.</source>
      <translation>스스로 복구될 수 있는 실패가 예정 시각까지 여기에 표시됩니다.</translation>
    </message>
    <message>
      <source>No dead letters</source>
      <translation>데드 레터가 없습니다</translation>
    </message>
    <message>
      <source>What failed too often appears here and waits for a person.</source>
      <translation>너무 자주 실패한 항목이 여기에서 담당자를 기다립니다.</translation>
    </message>
    <message>
      <source>Discard…</source>
      <translation>폐기…</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>열기</translation>
    </message>
    <message>
      <source>Attempts</source>
      <translation>시도 이력</translation>
    </message>
    <message>
      <source>Open the payment</source>
      <translation>결제 열기</translation>
    </message>
    <message>
      <source>Choose an item</source>
      <translation>항목을 선택하세요</translation>
    </message>
    <message>
      <source>Only dead letters can be discarded</source>
      <translation>데드 레터만 폐기할 수 있습니다</translation>
    </message>
    <message>
      <source>Depth</source>
      <translation>대기 건수</translation>
    </message>
    <message>
      <source>Oldest</source>
      <translation>가장 오래된 항목</translation>
    </message>
    <message>
      <source>Next due</source>
      <translation>다음 실행</translation>
    </message>
    <message numerus="yes">
      <source>%n in 5 min</source>
      <translation>
        <numerusform>5분 내 %n건</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n waiting</source>
      <translation>
        <numerusform>대기 %n건</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n dead letter(s)</source>
      <translation>
        <numerusform>데드 레터 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>Nothing chosen</source>
      <translation>선택 없음</translation>
    </message>
    <message>
      <source>%1 of %2 tries used</source>
      <translation>%2회 중 %1회 사용</translation>
    </message>
    <message>
      <source>Replay %1</source>
      <translation>재실행 %1</translation>
    </message>
    <message>
      <source>move</source>
      <translation>이동</translation>
    </message>
    <message>
      <source>tick</source>
      <translation>선택</translation>
    </message>
    <message>
      <source>filter</source>
      <translation>필터</translation>
    </message>
    <message>
      <source>replay</source>
      <translation>재실행</translation>
    </message>
    <message>
      <source>discard</source>
      <translation>폐기</translation>
    </message>
    <message>
      <source>open payment</source>
      <translation>결제 열기</translation>
    </message>
    <message>
      <source>Queue views</source>
      <translation>대기열 보기</translation>
    </message>
    <message>
      <source>All retries</source>
      <translation>전체 재시도</translation>
    </message>
    <message>
      <source>Temporary errors</source>
      <translation>일시 장애</translation>
    </message>
    <message>
      <source>All dead letters</source>
      <translation>전체 데드 레터</translation>
    </message>
    <message>
      <source>A row of the list shows its payment here.</source>
      <translation>목록에서 고른 결제가 여기에 표시됩니다.</translation>
    </message>
    <message>
      <source>No attempts: nothing is chosen.</source>
      <translation>선택된 항목이 없어 시도 이력이 없습니다.</translation>
    </message>
    <message>
      <source>Nothing happened to this payment yet.</source>
      <translation>이 결제에는 아직 이력이 없습니다.</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::ReconciliationPage</name>
    <message>
      <source>All lines</source>
      <translation>전체 행</translation>
    </message>
    <message>
      <source>Breaks only</source>
      <translation>불일치만</translation>
    </message>
    <message>
      <source>Import file…</source>
      <translation>파일 가져오기…</translation>
    </message>
    <message>
      <source>Reconciliation</source>
      <translation>대사</translation>
    </message>
    <message>
      <source>Breaks</source>
      <translation>불일치</translation>
    </message>
    <message>
      <source>by type</source>
      <translation>유형별</translation>
    </message>
    <message>
      <source>Ledger and settlement lines</source>
      <translation>원장과 정산 내역</translation>
    </message>
    <message>
      <source>Next break</source>
      <translation>다음 불일치</translation>
    </message>
    <message>
      <source>Nothing was reconciled yet</source>
      <translation>아직 대사한 내역이 없습니다</translation>
    </message>
    <message>
      <source>A settlement file of a PSP begins a run.</source>
      <translation>PSP 정산 파일을 가져오면 대사가 시작됩니다.</translation>
    </message>
    <message numerus="yes">
      <source>%1 matched · %2 suggested · %n breaks</source>
      <translation>
        <numerusform>일치 %1 · 제안 %2 · 불일치 %n</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n open</source>
      <translation>
        <numerusform>미해결 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>At stake %1</source>
      <translation>영향 금액 %1</translation>
    </message>
    <message>
      <source>No open break</source>
      <translation>미해결 불일치 없음</translation>
    </message>
    <message>
      <source>Import a settlement or bank file</source>
      <translation>정산 또는 은행 파일 가져오기</translation>
    </message>
    <message>
      <source>The file is larger than 64 MB.</source>
      <translation>파일이 64 MB보다 큽니다.</translation>
    </message>
    <message>
      <source>Sent, checking</source>
      <translation>전송됨, 확인 중</translation>
    </message>
    <message>
      <source>next break</source>
      <translation>다음 불일치</translation>
    </message>
    <message>
      <source>match</source>
      <translation>연결</translation>
    </message>
    <message>
      <source>adjust</source>
      <translation>조정</translation>
    </message>
    <message>
      <source>write off</source>
      <translation>상각</translation>
    </message>
    <message>
      <source>carry forward</source>
      <translation>이월</translation>
    </message>
    <message>
      <source>raise</source>
      <translation>문의</translation>
    </message>
    <message>
      <source>Runs</source>
      <translation>대사 실행</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::RefundDecisions</name>
    <message>
      <source>Choose a refund that awaits approval</source>
      <translation>승인 대기 중인 환불을 선택하세요</translation>
    </message>
    <message>
      <source>You asked for it: another person decides</source>
      <translation>본인이 요청했으므로 다른 사람이 결정합니다</translation>
    </message>
    <message>
      <source>Approve this refund?</source>
      <translation>이 환불을 승인할까요?</translation>
    </message>
    <message>
      <source>Reject this refund?</source>
      <translation>이 환불을 거절할까요?</translation>
    </message>
    <message>
      <source>%1, asked by %2</source>
      <translation>%1, 요청자 %2</translation>
    </message>
    <message>
      <source>It is sent to the PSP at once.</source>
      <translation>즉시 PSP로 전송됩니다.</translation>
    </message>
    <message>
      <source>Nothing goes to the PSP; the held amount is released.</source>
      <translation>PSP로 전송되지 않으며 보류 금액이 풀립니다.</translation>
    </message>
    <message>
      <source>Approve %1</source>
      <translation>%1 승인</translation>
    </message>
    <message>
      <source>Reject %1</source>
      <translation>%1 거절</translation>
    </message>
    <message>
      <source>Reason, kept in the audit log</source>
      <translation>사유 (감사 기록에 보관)</translation>
    </message>
    <message>
      <source>Sent, checking</source>
      <translation>전송됨, 확인 중</translation>
    </message>
    <message>
      <source>Approved; on its way to the PSP</source>
      <translation>승인됨, PSP로 전송 중</translation>
    </message>
    <message>
      <source>Rejected</source>
      <translation>거절됨</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::RefundDialog</name>
    <message>
      <source>Draft kept, %1</source>
      <translation>임시 저장됨, %1</translation>
    </message>
    <message>
      <source>Would be refused: %1.</source>
      <translation>거절될 환불입니다: %1.</translation>
    </message>
    <message>
      <source>Refund</source>
      <translation>환불</translation>
    </message>
    <message>
      <source>Captured %1 · %2 %3</source>
      <translation>매입 %1 · %2 %3</translation>
    </message>
    <message>
      <source>Refundable</source>
      <translation>환불 가능</translation>
    </message>
    <message>
      <source>Full, %1</source>
      <translation>전액, %1</translation>
    </message>
    <message>
      <source>By seller order</source>
      <translation>판매자 주문별</translation>
    </message>
    <message>
      <source>Commission is given back in proportion</source>
      <translation>수수료는 비율대로 반환</translation>
    </message>
    <message>
      <source>Reason</source>
      <translation>사유</translation>
    </message>
    <message>
      <source>Note, kept in the audit log</source>
      <translation>메모 (감사 기록에 보관)</translation>
    </message>
    <message>
      <source>Ledger postings</source>
      <translation>원장 분개</translation>
    </message>
    <message>
      <source>Wallets, available</source>
      <translation>지갑, 지급 가능</translation>
    </message>
    <message>
      <source>now and after</source>
      <translation>현재 → 이후</translation>
    </message>
    <message>
      <source>Needs approval by a second person</source>
      <translation>다른 사람의 승인이 필요합니다</translation>
    </message>
    <message>
      <source>Alt F full line · Alt 0 none</source>
      <translation>Alt F 전액 · Alt 0 없음</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>닫기</translation>
    </message>
    <message>
      <source>Esc</source>
      <translation>Esc</translation>
    </message>
    <message>
      <source>Ctrl Enter</source>
      <translation>Ctrl Enter</translation>
    </message>
    <message>
      <source>Draft kept</source>
      <translation>임시 저장됨</translation>
    </message>
    <message numerus="yes">
      <source>%1 of %n seller order(s)</source>
      <translation>
        <numerusform>판매자 주문 %n건 중 %1건</numerusform>
      </translation>
    </message>
    <message>
      <source>Left to refund after this %1</source>
      <translation>이후 환불 가능 %1</translation>
    </message>
    <message>
      <source>Refund %1</source>
      <translation>%1 환불</translation>
    </message>
    <message>
      <source>Request refund of %1</source>
      <translation>%1 환불 요청</translation>
    </message>
    <message>
      <source>Checking what it comes to</source>
      <translation>금액 확인 중</translation>
    </message>
    <message>
      <source>Sent, checking</source>
      <translation>전송됨, 확인 중</translation>
    </message>
    <message>
      <source>✓ balanced</source>
      <translation>✓ 대차 일치</translation>
    </message>
    <message>
      <source>not balanced</source>
      <translation>대차 불일치</translation>
    </message>
    <message>
      <source>Until then nothing is sent to %1.</source>
      <translation>그전에는 %1(으)로 아무것도 전송되지 않습니다.</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::RefundLines</name>
    <message>
      <source>Seller order</source>
      <translation>판매자 주문</translation>
    </message>
    <message>
      <source>Captured</source>
      <translation>매입</translation>
    </message>
    <message>
      <source>Refunded</source>
      <translation>환불됨</translation>
    </message>
    <message>
      <source>Refundable</source>
      <translation>환불 가능</translation>
    </message>
    <message>
      <source>Refund</source>
      <translation>환불</translation>
    </message>
    <message>
      <source>Amount, %1</source>
      <translation>금액, %1</translation>
    </message>
    <message>
      <source>%1 pending</source>
      <translation>%1 대기</translation>
    </message>
    <message>
      <source>%1 taken back</source>
      <translation>%1 매입 취소</translation>
    </message>
    <message>
      <source>None</source>
      <translation>없음</translation>
    </message>
    <message>
      <source>Part</source>
      <translation>일부</translation>
    </message>
    <message>
      <source>Full</source>
      <translation>전액</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::RefundOutcome</name>
    <message>
      <source>Verified with the PSP; the buyer gets the money.</source>
      <translation>PSP에서 확인되었습니다. 구매자에게 환급됩니다.</translation>
    </message>
    <message>
      <source>Waits for a second person. Nothing was sent to the PSP.</source>
      <translation>다른 사람의 승인을 기다립니다. PSP로 전송되지 않았습니다.</translation>
    </message>
    <message>
      <source>Nothing was refunded.</source>
      <translation>환불되지 않았습니다.</translation>
    </message>
    <message>
      <source>The PSP did not take it; it is tried again by itself.</source>
      <translation>PSP가 받지 않아 자동으로 다시 시도합니다.</translation>
    </message>
    <message>
      <source>The outcome is unknown; the PSP is being asked.</source>
      <translation>결과를 알 수 없어 PSP에 조회 중입니다.</translation>
    </message>
    <message>
      <source>Retries are used up; see Queues.</source>
      <translation>재시도가 소진되었습니다. 대기열을 확인하세요.</translation>
    </message>
    <message>
      <source>Sent, checking. It is refunded once the PSP confirms.</source>
      <translation>전송됨, 확인 중. PSP가 확인하면 환불이 완료됩니다.</translation>
    </message>
    <message numerus="yes">
      <source>%n refund(s) asked</source>
      <translation>
        <numerusform>환불 %n건 요청됨</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::RefundsPage</name>
    <message>
      <source>No refunds yet</source>
      <translation>아직 환불이 없습니다</translation>
    </message>
    <message>
      <source>Refunds are asked from a payment: choose it and press F.</source>
      <translation>결제를 선택하고 F를 눌러 환불을 요청하세요.</translation>
    </message>
    <message>
      <source>Approve…</source>
      <translation>승인…</translation>
    </message>
    <message>
      <source>Reject…</source>
      <translation>거절…</translation>
    </message>
    <message>
      <source>Approve refund…</source>
      <translation>환불 승인…</translation>
    </message>
    <message>
      <source>Reject refund…</source>
      <translation>환불 거절…</translation>
    </message>
    <message numerus="yes">
      <source>%n refund(s)</source>
      <translation>
        <numerusform>환불 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>approve</source>
      <translation>승인</translation>
    </message>
    <message>
      <source>reject</source>
      <translation>거절</translation>
    </message>
    <message>
      <source>Refund views</source>
      <translation>환불 보기</translation>
    </message>
    <message>
      <source>All refunds</source>
      <translation>전체 환불</translation>
    </message>
    <message>
      <source>To decide</source>
      <translation>결정 대기</translation>
    </message>
    <message>
      <source>On the way</source>
      <translation>진행 중</translation>
    </message>
    <message>
      <source>Not refunded</source>
      <translation>환불 안 됨</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::ResolvePanel</name>
    <message>
      <source>Difference</source>
      <translation>차액</translation>
    </message>
    <message>
      <source>Settlement</source>
      <translation>정산</translation>
    </message>
    <message>
      <source>− Ledger</source>
      <translation>− 원장</translation>
    </message>
    <message>
      <source>Journal preview</source>
      <translation>분개 미리보기</translation>
    </message>
    <message>
      <source>Resolve</source>
      <translation>해결</translation>
    </message>
    <message>
      <source>Reason, kept in the audit log</source>
      <translation>사유 (감사 기록에 보관)</translation>
    </message>
    <message>
      <source>Approve</source>
      <translation>승인</translation>
    </message>
    <message>
      <source>Refuse</source>
      <translation>거절</translation>
    </message>
    <message>
      <source>File line %1 · %2</source>
      <translation>파일 %1행 · %2</translation>
    </message>
    <message>
      <source>%1 proposed by %2: %3</source>
      <translation>%2의 제안: %1, %3</translation>
    </message>
    <message>
      <source>Choose a break at the left or in the drawing.</source>
      <translation>왼쪽 목록이나 그림에서 불일치를 선택하세요.</translation>
    </message>
    <message>
      <source>Needs a second person: %1</source>
      <translation>다른 사람의 승인 필요: %1</translation>
    </message>
    <message>
      <source>✓ Sums to zero</source>
      <translation>✓ 합계 0</translation>
    </message>
    <message>
      <source>Does not balance</source>
      <translation>대차 불일치</translation>
    </message>
    <message>
      <source>Send to checker</source>
      <translation>검토자에게 보내기</translation>
    </message>
    <message>
      <source>Waits for a second person</source>
      <translation>다른 사람의 승인 대기</translation>
    </message>
    <message>
      <source>Sent, checking</source>
      <translation>전송됨, 확인 중</translation>
    </message>
    <message>
      <source>You proposed it: another person decides</source>
      <translation>본인이 제안했으므로 다른 사람이 결정합니다</translation>
    </message>
    <message>
      <source>Choose a resolution</source>
      <translation>해결 방법을 선택하세요</translation>
    </message>
    <message>
      <source>Checking what it would post</source>
      <translation>분개 내용 확인 중</translation>
    </message>
    <message>
      <source>Needs a reason</source>
      <translation>사유가 필요합니다</translation>
    </message>
    <message>
      <source>%1 recorded</source>
      <translation>%1 기록됨</translation>
    </message>
    <message>
      <source>Approved</source>
      <translation>승인됨</translation>
    </message>
    <message>
      <source>Refused</source>
      <translation>거절됨</translation>
    </message>
    <message>
      <source>Sent to a second person</source>
      <translation>다른 사람에게 보냈습니다</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::RowTable</name>
    <message>
      <source>This list could not be loaded</source>
      <translation>목록을 불러오지 못했습니다</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>다시 시도</translation>
    </message>
    <message>
      <source>Loading the first page</source>
      <translation>첫 페이지를 불러오는 중</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::RunHeader</name>
    <message>
      <source>PSP account</source>
      <translation>PSP 계정</translation>
    </message>
    <message>
      <source>Settlement</source>
      <translation>정산일</translation>
    </message>
    <message>
      <source>batch %1</source>
      <translation>배치 %1</translation>
    </message>
    <message>
      <source>File</source>
      <translation>파일</translation>
    </message>
    <message>
      <source>Lines</source>
      <translation>행 수</translation>
    </message>
    <message>
      <source>Matched</source>
      <translation>일치</translation>
    </message>
    <message>
      <source>Suggested</source>
      <translation>제안</translation>
    </message>
    <message>
      <source>Breaks</source>
      <translation>불일치</translation>
    </message>
    <message>
      <source>Difference</source>
      <translation>차액</translation>
    </message>
    <message>
      <source>Ledger</source>
      <translation>원장</translation>
    </message>
    <message>
      <source>PSP report</source>
      <translation>PSP 보고서</translation>
    </message>
    <message>
      <source>Bank</source>
      <translation>은행</translation>
    </message>
    <message>
      <source>no statement yet</source>
      <translation>명세서 없음</translation>
    </message>
    <message>
      <source>less PSP fees</source>
      <translation>PSP 수수료 차감</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::SellersPage</name>
    <message>
      <source>No wallets yet</source>
      <translation>아직 지갑이 없습니다</translation>
    </message>
    <message>
      <source>A seller's wallet is made with the first capture.</source>
      <translation>판매자 지갑은 첫 매입과 함께 만들어집니다.</translation>
    </message>
    <message>
      <source>Available = balance − pending − reserved; one wallet a seller and currency</source>
      <translation>지급 가능 = 잔액 − 대기 − 예약, 판매자와 통화마다 지갑 하나</translation>
    </message>
    <message numerus="yes">
      <source>%n wallet(s)</source>
      <translation>
        <numerusform>지갑 %n개</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::StatusLine</name>
    <message>
      <source>Ledger balanced, 0 difference · %1</source>
      <translation>원장 균형, 차액 0 · %1</translation>
    </message>
    <message>
      <source>Ledger does not balance</source>
      <translation>원장 대차가 맞지 않습니다</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::TopBar</name>
    <message>
      <source>Ctrl K</source>
      <translation>Ctrl K</translation>
    </message>
    <message>
      <source>Go to, find an id, or run a command</source>
      <translation>이동, ID 찾기, 명령 실행</translation>
    </message>
    <message numerus="yes">
      <source>%n approval(s)</source>
      <translation>
        <numerusform>승인 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>paused</source>
      <translation>중지됨</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::WalletEffectRow</name>
    <message>
      <source>Below zero: later sales cover it</source>
      <translation>잔액 부족: 이후 매출로 충당합니다</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::BooksState</name>
    <message>
      <source>No day is closed</source>
      <translation>마감된 날이 없습니다</translation>
    </message>
    <message>
      <source>Closed through %1 by %2</source>
      <translation>%1까지 마감 (%2)</translation>
    </message>
    <message>
      <source>sealed through %1 UTC</source>
      <translation>%1 UTC까지 봉인</translation>
    </message>
    <message>
      <source>Reason: %1</source>
      <translation>사유: %1</translation>
    </message>
    <message>
      <source>Close %1?</source>
      <translation>%1을(를) 마감할까요?</translation>
    </message>
    <message>
      <source>This day and all before it take no more postings, for good: nobody can open them again. What comes late, and every correction, is booked in the open day. Another day is proposed by the last day of the report.</source>
      <translation>이 날과 그 이전에는 더 이상 기장되지 않으며 영구적입니다. 아무도 다시 열 수 없습니다. 늦게 온 것과 모든 정정은 열린 날에 기장됩니다. 다른 날은 보고서의 마지막 날로 정합니다.</translation>
    </message>
    <message>
      <source>Close %1</source>
      <translation>%1 마감</translation>
    </message>
    <message>
      <source>Reason, kept in the audit log</source>
      <translation>사유 (감사 기록에 보관)</translation>
    </message>
    <message>
      <source>Sent, checking</source>
      <translation>전송됨, 확인 중</translation>
    </message>
    <message>
      <source>%1 is closed</source>
      <translation>%1이(가) 마감되었습니다</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::ReportForm</name>
    <message>
      <source>Period</source>
      <translation>기간</translation>
    </message>
    <message>
      <source>This month</source>
      <translation>이번 달</translation>
    </message>
    <message>
      <source>Last month</source>
      <translation>지난달</translation>
    </message>
    <message>
      <source>Today</source>
      <translation>오늘</translation>
    </message>
    <message>
      <source>Yesterday</source>
      <translation>어제</translation>
    </message>
    <message>
      <source>This year</source>
      <translation>올해</translation>
    </message>
    <message>
      <source>From the beginning</source>
      <translation>처음부터</translation>
    </message>
    <message>
      <source>Days of your own</source>
      <translation>직접 지정</translation>
    </message>
    <message>
      <source>From, UTC</source>
      <translation>시작일 (UTC)</translation>
    </message>
    <message>
      <source>beginning</source>
      <translation>처음</translation>
    </message>
    <message>
      <source>To</source>
      <translation>종료일</translation>
    </message>
    <message>
      <source>Account</source>
      <translation>계정</translation>
    </message>
    <message>
      <source>class, or class:owner</source>
      <translation>과목 또는 과목:소유자</translation>
    </message>
    <message>
      <source>Seller</source>
      <translation>판매자</translation>
    </message>
    <message>
      <source>seller</source>
      <translation>판매자</translation>
    </message>
    <message>
      <source>Currency</source>
      <translation>통화</translation>
    </message>
    <message>
      <source>By</source>
      <translation>단위</translation>
    </message>
    <message>
      <source>Month</source>
      <translation>월</translation>
    </message>
    <message>
      <source>Day</source>
      <translation>일</translation>
    </message>
    <message>
      <source>Filter</source>
      <translation>필터</translation>
    </message>
    <message>
      <source>such as seller:rice currency:EUR</source>
      <translation>예: seller:rice currency:EUR</translation>
    </message>
    <message>
      <source>All</source>
      <translation>전체</translation>
    </message>
    <message>
      <source>The first day is not a date like 2027-01-31.</source>
      <translation>시작일이 2027-01-31과 같은 날짜가 아닙니다.</translation>
    </message>
    <message>
      <source>The last day is not a date like 2027-01-31.</source>
      <translation>종료일이 2027-01-31과 같은 날짜가 아닙니다.</translation>
    </message>
    <message>
      <source>The last day is before the first.</source>
      <translation>종료일이 시작일보다 빠릅니다.</translation>
    </message>
    <message>
      <source>Choose an account: type a part of its name.</source>
      <translation>계정을 고르세요. 이름의 일부를 입력하면 됩니다.</translation>
    </message>
    <message>
      <source>Choose a seller: type a part of the name.</source>
      <translation>판매자를 고르세요. 이름의 일부를 입력하면 됩니다.</translation>
    </message>
  </context>
  <context>
    <name>ReportFile</name>
    <message>
      <source>%1 could not be written: %2. Nothing was saved; choose another folder or name.</source>
      <translation>%1을(를) 쓸 수 없습니다: %2. 저장된 것이 없습니다. 다른 폴더나 이름을 고르세요.</translation>
    </message>
    <message>
      <source>Stopped. Nothing was saved.</source>
      <translation>중지되었습니다. 저장된 것이 없습니다.</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::ReportSaving</name>
    <message>
      <source>Stop</source>
      <translation>중지</translation>
    </message>
    <message>
      <source>Hide</source>
      <translation>숨기기</translation>
    </message>
    <message>
      <source>Writing %1: page %2 of %3</source>
      <translation>%1 쓰는 중: %3쪽 중 %2쪽</translation>
    </message>
    <message>
      <source>Save %1</source>
      <translation>%1 저장</translation>
    </message>
    <message numerus="yes">
      <source>Saved %1: %n row(s), the figures that the screen shows.</source>
      <translation>
        <numerusform>%1 저장됨: %n행, 화면과 같은 숫자입니다.</numerusform>
      </translation>
    </message>
    <message>
      <source>Laying out %1</source>
      <translation>%1 배치 중</translation>
    </message>
    <message>
      <source>Nothing was saved. %1</source>
      <translation>저장된 것이 없습니다. %1</translation>
    </message>
    <message numerus="yes">
      <source>Saved %1: %n row(s).</source>
      <translation>
        <numerusform>%1 저장됨: %n행.</numerusform>
      </translation>
    </message>
    <message>
      <source>They are those of the screen.</source>
      <translation>화면과 같습니다.</translation>
    </message>
    <message>
      <source>They are newer than those of the screen: make it again to see them.</source>
      <translation>화면보다 새로운 내용입니다. 다시 만들면 볼 수 있습니다.</translation>
    </message>
    <message>
      <source>The daemon makes %1</source>
      <translation>데몬이 %1을(를) 만드는 중</translation>
    </message>
    <message>
      <source>Stopped. Nothing was saved.</source>
      <translation>중지되었습니다. 저장된 것이 없습니다.</translation>
    </message>
  </context>
  <context>
    <name>Reports</name>
    <message>
      <source>Trial balance</source>
      <translation>시산표</translation>
    </message>
    <message>
      <source>Account statement</source>
      <translation>계정 명세서</translation>
    </message>
    <message>
      <source>Seller statement</source>
      <translation>판매자 명세서</translation>
    </message>
    <message>
      <source>Revenue and fees</source>
      <translation>수익과 수수료</translation>
    </message>
    <message>
      <source>Pay-outs</source>
      <translation>지급</translation>
    </message>
    <message>
      <source>Wallets</source>
      <translation>지갑</translation>
    </message>
    <message>
      <source>Account</source>
      <translation>계정</translation>
    </message>
    <message>
      <source>Seller</source>
      <translation>판매자</translation>
    </message>
    <message>
      <source>Every account: before the days, what was booked in them, and after. Enter opens its statement.</source>
      <translation>모든 계정의 기간 전 잔액, 기간 중 기장, 기간 후 잔액. Enter로 명세서를 엽니다.</translation>
    </message>
    <message>
      <source>What was booked on one account, oldest first, with the balance after it.</source>
      <translation>한 계정에 기장된 내역과 그 후 잔액, 오래된 것부터.</translation>
    </message>
    <message>
      <source>What is owed to one seller, and what every movement is for.</source>
      <translation>한 판매자에게 지급할 금액과 각 움직임의 내용.</translation>
    </message>
    <message>
      <source>What was earned and what it cost, by month or day and PSP account.</source>
      <translation>월 또는 일, PSP 계정별 수익과 비용.</translation>
    </message>
    <message>
      <source>Pay-outs of the batches that were made in these days, and where they stand now.</source>
      <translation>이 기간에 만든 묶음의 지급과 현재 상태.</translation>
    </message>
    <message>
      <source>What every seller has now.</source>
      <translation>모든 판매자의 현재 잔액.</translation>
    </message>
    <message>
      <source>From</source>
      <translation>시작일</translation>
    </message>
    <message>
      <source>To</source>
      <translation>종료일</translation>
    </message>
    <message>
      <source>Days closed</source>
      <translation>마감 여부</translation>
    </message>
    <message>
      <source>As of event</source>
      <translation>기준 이벤트</translation>
    </message>
    <message>
      <source>Currency</source>
      <translation>통화</translation>
    </message>
    <message>
      <source>Opening</source>
      <translation>기초</translation>
    </message>
    <message>
      <source>Closing</source>
      <translation>기말</translation>
    </message>
    <message>
      <source>By</source>
      <translation>단위</translation>
    </message>
    <message>
      <source>Complete</source>
      <translation>확정</translation>
    </message>
    <message>
      <source>Created from</source>
      <translation>생성 시작일</translation>
    </message>
    <message>
      <source>Created to</source>
      <translation>생성 종료일</translation>
    </message>
    <message>
      <source>Filter</source>
      <translation>필터</translation>
    </message>
    <message>
      <source>Made at</source>
      <translation>작성 시각</translation>
    </message>
    <message>
      <source>Made for</source>
      <translation>작성 요청자</translation>
    </message>
    <message>
      <source>the beginning</source>
      <translation>처음</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>예</translation>
    </message>
    <message>
      <source>no</source>
      <translation>아니요</translation>
    </message>
    <message>
      <source>none</source>
      <translation>없음</translation>
    </message>
    <message>
      <source>all</source>
      <translation>전체</translation>
    </message>
    <message>
      <source>day</source>
      <translation>일</translation>
    </message>
    <message>
      <source>month</source>
      <translation>월</translation>
    </message>
    <message>
      <source>Awaiting approval</source>
      <translation>승인 대기</translation>
    </message>
    <message>
      <source>Approved</source>
      <translation>승인됨</translation>
    </message>
    <message>
      <source>Submitted</source>
      <translation>제출됨</translation>
    </message>
    <message>
      <source>In transit</source>
      <translation>이체 중</translation>
    </message>
    <message>
      <source>Paid</source>
      <translation>지급 완료</translation>
    </message>
    <message>
      <source>Failed</source>
      <translation>실패</translation>
    </message>
    <message>
      <source>Returned</source>
      <translation>반송됨</translation>
    </message>
    <message>
      <source>Cancelled</source>
      <translation>취소됨</translation>
    </message>
    <message>
      <source>Retry scheduled</source>
      <translation>재시도 예약</translation>
    </message>
    <message>
      <source>Unknown, checking</source>
      <translation>결과 확인 중</translation>
    </message>
    <message>
      <source>Dead letter</source>
      <translation>데드 레터</translation>
    </message>
    <message>
      <source>Total</source>
      <translation>합계</translation>
    </message>
    <message>
      <source>Made %1 for %2</source>
      <translation>%1 작성, 요청자 %2</translation>
    </message>
    <message>
      <source>SHA-256 of the rows</source>
      <translation>행의 SHA-256</translation>
    </message>
    <message>
      <source>Page %1 of %2</source>
      <translation>%1 / %2쪽</translation>
    </message>
    <message>
      <source>Total, %1</source>
      <translation>합계, %1</translation>
    </message>
    <message>
      <source>Opening balance</source>
      <translation>기초 잔액</translation>
    </message>
    <message>
      <source>Closing balance</source>
      <translation>기말 잔액</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::ReportsPage</name>
    <message>
      <source>Reports</source>
      <translation>보고서</translation>
    </message>
    <message>
      <source>Close a day…</source>
      <translation>하루 마감…</translation>
    </message>
    <message>
      <source>Make again</source>
      <translation>다시 만들기</translation>
    </message>
    <message>
      <source>Save as CSV</source>
      <translation>CSV로 저장</translation>
    </message>
    <message>
      <source>Save as XLSX</source>
      <translation>XLSX로 저장</translation>
    </message>
    <message>
      <source>Save as PDF</source>
      <translation>PDF로 저장</translation>
    </message>
    <message>
      <source>Make the report again</source>
      <translation>보고서 다시 만들기</translation>
    </message>
    <message>
      <source>Close a day</source>
      <translation>하루 마감</translation>
    </message>
    <message>
      <source>Report: %1</source>
      <translation>보고서: %1</translation>
    </message>
    <message>
      <source>No rows</source>
      <translation>행이 없습니다</translation>
    </message>
    <message>
      <source>Nothing was booked in these days, or nothing matches.</source>
      <translation>이 기간에 기장된 것이 없거나 맞는 것이 없습니다.</translation>
    </message>
    <message numerus="yes">
      <source>%n row(s)</source>
      <translation>
        <numerusform>%n행</numerusform>
      </translation>
    </message>
    <message>
      <source>The report is being made</source>
      <translation>보고서를 만드는 중입니다</translation>
    </message>
    <message>
      <source>No report is shown</source>
      <translation>표시된 보고서가 없습니다</translation>
    </message>
    <message>
      <source>A file is being saved</source>
      <translation>파일을 저장하는 중입니다</translation>
    </message>
    <message>
      <source>move</source>
      <translation>이동</translation>
    </message>
    <message>
      <source>report</source>
      <translation>보고서</translation>
    </message>
    <message>
      <source>Enter</source>
      <translation>Enter</translation>
    </message>
    <message>
      <source>statement</source>
      <translation>명세서</translation>
    </message>
    <message>
      <source>open payment</source>
      <translation>결제 열기</translation>
    </message>
    <message>
      <source>CSV</source>
      <translation>CSV</translation>
    </message>
    <message>
      <source>XLSX</source>
      <translation>XLSX</translation>
    </message>
    <message>
      <source>PDF</source>
      <translation>PDF</translation>
    </message>
    <message>
      <source>again</source>
      <translation>다시</translation>
    </message>
    <message>
      <source>close a day</source>
      <translation>하루 마감</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PayoutActions</name>
    <message>
      <source>Choose a batch that awaits approval</source>
      <translation>승인을 기다리는 묶음을 고르세요</translation>
    </message>
    <message>
      <source>Choose a batch that is approved and not sent</source>
      <translation>승인되었고 아직 보내지 않은 묶음을 고르세요</translation>
    </message>
    <message>
      <source>You created it: another person decides</source>
      <translation>직접 만든 묶음입니다. 다른 사람이 결정합니다</translation>
    </message>
    <message numerus="yes">
      <source>%n payout(s)</source>
      <translation>
        <numerusform>지급 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>From %1, created by %2</source>
      <translation>출금 계좌 %1, 작성자 %2</translation>
    </message>
    <message>
      <source>Approve these payouts?</source>
      <translation>이 지급을 승인할까요?</translation>
    </message>
    <message>
      <source>Nothing is sent yet: the batch can be submitted to the bank then. The sellers' money stays reserved.</source>
      <translation>아직 아무것도 보내지 않습니다. 승인하면 은행에 제출할 수 있습니다. 판매자의 금액은 계속 예약됩니다.</translation>
    </message>
    <message>
      <source>Approve %1</source>
      <translation>%1 승인</translation>
    </message>
    <message>
      <source>Reject these payouts?</source>
      <translation>이 지급을 거절할까요?</translation>
    </message>
    <message>
      <source>Nothing is paid. The reserved money is the sellers' to use again.</source>
      <translation>지급되지 않습니다. 예약된 금액은 다시 판매자가 쓸 수 있습니다.</translation>
    </message>
    <message>
      <source>Reject %1</source>
      <translation>%1 거절</translation>
    </message>
    <message>
      <source>Submit these payouts to the bank?</source>
      <translation>이 지급을 은행에 제출할까요?</translation>
    </message>
    <message>
      <source>The file for the bank is made, once and for good, and the sellers' balances are booked out. This cannot be undone here: what the bank rejects or sends back is booked back when it says so.</source>
      <translation>은행용 파일이 한 번만 만들어지고 판매자 잔액이 출금 기장됩니다. 여기서 되돌릴 수 없습니다. 은행이 거절하거나 돌려보낸 것은 은행이 알릴 때 다시 기장됩니다.</translation>
    </message>
    <message>
      <source>Submit %1</source>
      <translation>%1 제출</translation>
    </message>
    <message>
      <source>Cancel these payouts?</source>
      <translation>이 지급을 취소할까요?</translation>
    </message>
    <message>
      <source>Cancel %1</source>
      <translation>%1 취소</translation>
    </message>
    <message>
      <source>Reason, kept in the audit log</source>
      <translation>사유 (감사 기록에 보관)</translation>
    </message>
    <message>
      <source>Sent, checking</source>
      <translation>전송됨, 확인 중</translation>
    </message>
    <message>
      <source>Approved; it can be submitted</source>
      <translation>승인되었습니다. 제출할 수 있습니다</translation>
    </message>
    <message>
      <source>The file for the bank is made</source>
      <translation>은행용 파일이 만들어졌습니다</translation>
    </message>
    <message>
      <source>Rejected; the money is free again</source>
      <translation>거절되었습니다. 금액이 풀렸습니다</translation>
    </message>
    <message>
      <source>Cancelled; the money is free again</source>
      <translation>취소되었습니다. 금액이 풀렸습니다</translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PayoutsPage</name>
    <message>
      <source>No payout batches yet</source>
      <translation>아직 지급 묶음이 없습니다</translation>
    </message>
    <message>
      <source>A batch is made from the sellers' available balances: paydeskctl payouts create.</source>
      <translation>묶음은 판매자의 사용 가능 잔액으로 만듭니다: paydeskctl payouts create.</translation>
    </message>
    <message>
      <source>Approve…</source>
      <translation>승인…</translation>
    </message>
    <message>
      <source>Approve payouts…</source>
      <translation>지급 승인…</translation>
    </message>
    <message>
      <source>Reject…</source>
      <translation>거절…</translation>
    </message>
    <message>
      <source>Reject payouts…</source>
      <translation>지급 거절…</translation>
    </message>
    <message>
      <source>Submit…</source>
      <translation>제출…</translation>
    </message>
    <message>
      <source>Submit payouts to the bank…</source>
      <translation>지급을 은행에 제출…</translation>
    </message>
    <message>
      <source>Cancel…</source>
      <translation>취소…</translation>
    </message>
    <message>
      <source>Cancel payouts…</source>
      <translation>지급 취소…</translation>
    </message>
    <message>
      <source>No payouts</source>
      <translation>지급 없음</translation>
    </message>
    <message>
      <source>This batch has none.</source>
      <translation>이 묶음에는 지급이 없습니다.</translation>
    </message>
    <message>
      <source>Copied</source>
      <translation>복사됨</translation>
    </message>
    <message numerus="yes">
      <source>%n payout(s)</source>
      <translation>
        <numerusform>지급 %n건</numerusform>
      </translation>
    </message>
    <message>
      <source>Batch</source>
      <translation>묶음</translation>
    </message>
    <message>
      <source>From account</source>
      <translation>출금 계좌</translation>
    </message>
    <message>
      <source>Created</source>
      <translation>작성</translation>
    </message>
    <message>
      <source>Decided</source>
      <translation>결정</translation>
    </message>
    <message>
      <source>Cancelled</source>
      <translation>취소됨</translation>
    </message>
    <message>
      <source>Submitted</source>
      <translation>제출</translation>
    </message>
    <message>
      <source>Reason</source>
      <translation>사유</translation>
    </message>
    <message>
      <source>File SHA-256</source>
      <translation>파일 SHA-256</translation>
    </message>
    <message>
      <source>move</source>
      <translation>이동</translation>
    </message>
    <message>
      <source>filter</source>
      <translation>필터</translation>
    </message>
    <message>
      <source>approve</source>
      <translation>승인</translation>
    </message>
    <message>
      <source>reject</source>
      <translation>거절</translation>
    </message>
    <message>
      <source>submit</source>
      <translation>제출</translation>
    </message>
    <message>
      <source>cancel</source>
      <translation>취소</translation>
    </message>
    <message>
      <source>Batch views</source>
      <translation>묶음 보기</translation>
    </message>
    <message>
      <source>All batches</source>
      <translation>모든 묶음</translation>
    </message>
    <message>
      <source>To approve</source>
      <translation>승인할 것</translation>
    </message>
    <message>
      <source>To submit</source>
      <translation>제출할 것</translation>
    </message>
    <message>
      <source>Sent to the bank</source>
      <translation>은행에 보냄</translation>
    </message>
    <message>
      <source>Batches</source>
      <translation>묶음</translation>
    </message>
  </context>
</TS>
